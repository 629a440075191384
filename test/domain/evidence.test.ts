import { expect, test } from 'vitest'
import { linkFault } from '../../src/domain/evidence.ts'

test.each([
  'https://example.com',
  'http://example.com',
  'HTTPS://EXAMPLE.COM/Path',
  'https://example.com/a?b=c&d=%20e#f',
  'https://example.com:8443/',
  'https://192.0.2.1/',
  'https://[2001:db8::1]/',
  'https://müller.example/ü',
  'https://ana@example.com/',
  'http://localhost:3000/',
])('%s is a link', (text) => {
  expect(linkFault(text)).toBeNull()
})

test.each([
  '',
  ' ',
  'example.com',
  'www.example.com/report',
  '/report',
  '//example.com/report',
  'https://',
  'https:// example.com',
  'https://exa mple.com',
  'https://example.com:99999/',
  'ftp://example.com/report',
  'file:///etc/passwd',
  'mailto:ana@example.com',
  'javascript:alert(1)',
  'data:text/html,hello',
  'slack://channel?id=C1',
  'see https://example.com',
  '<https://example.com>',
])('%j is no link', (text) => {
  expect(linkFault(text)).toEqual({ code: 'link-unfit' })
})

test.each([1999, 2000])('a link of %i characters is taken', (length) => {
  expect(linkFault('https://example.com/'.padEnd(length, 'x'))).toBeNull()
})

test('a link of 2001 characters is too long', () => {
  const fault = { code: 'too-long', limit: 2000, length: 2001 }
  expect(linkFault('https://example.com/'.padEnd(2001, 'x'))).toEqual(fault)
})

test('what is no link and too long is told to be too long', () => {
  expect(linkFault('x'.repeat(5000))).toMatchObject({ code: 'too-long', length: 5000 })
})
