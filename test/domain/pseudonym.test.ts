import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Veil,
  veiledId,
  veiledJson,
  veiledKey,
  veiledWords,
} from '../../src/domain/pseudonym.ts'

const veil: Veil = { personId: 'U0ERIN', names: ['Erin', 'Erin Novák'], pseudonym: 'Person 7' }

test.each([
  ['asked <@U0ERIN>, then <@U0ERIN|erin>', 'asked Person 7, then Person 7'],
  ['U0ERIN says so', 'Person 7 says so'],
  ['Erin Novák and Erin’s list', 'Person 7 and Person 7’s list'],
  ['Erinn, Kerin, éErin and U0ERINA stay', 'Erinn, Kerin, éErin and U0ERINA stay'],
  ['https://example.com/Erin?by=U0ERIN', 'https://example.com/Person 7?by=Person 7'],
])('in words, %s', (text, expected) => {
  expect(veiledWords(text, veil)).toBe(expected)
})

test('as an id it is marked, as a key in small letters', () => {
  expect(veiledId('U0ERIN', veil)).toBe('pseudonym:Person 7')
  expect(veiledId('U0BOB', veil)).toBe('U0BOB')
  expect(veiledKey('launch of erin', veil)).toBe('launch of person 7')
})

test('in JSON at any depth, and all else in the order that it had', () => {
  const json = '{"z":"U0ERIN","a":[{"note":"<@U0ERIN> and Erin"},null,1.5],"U0ERIN":true}'
  expect(veiledJson(json, veil)).toBe(
    '{"z":"pseudonym:Person 7","a":[{"note":"Person 7 and Person 7"},null,1.5],"pseudonym:Person 7":true}',
  )
})

test('whatever a name has, it is gone, and taken as it is written', () => {
  const name = fc
    .string({ minLength: 1 })
    .filter((text) => /^[^\d\s]/u.test(text) && !'Person 7'.includes(text))
  fc.assert(
    fc.property(name, (written) => {
      const words = veiledWords(` ${written} `, {
        personId: 'U0ERIN',
        names: [written],
        pseudonym: '7',
      })
      expect(words).toBe(' 7 ')
    }),
  )
})
