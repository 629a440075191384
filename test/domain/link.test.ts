import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { areAlike, linksText, readLinks } from '../../src/domain/link.ts'

const url = 'https://grafana.example/d/errors?from=now-1h'

test.each([
  [`Error rate: ${url}`, 'Error rate'],
  [`Error rate ${url}`, 'Error rate'],
  [`- Error rate - ${url}`, 'Error rate'],
  [`• Error rate <${url}>`, 'Error rate'],
  [`[Error rate](${url})`, 'Error rate'],
  [`* [Error rate]( ${url} )`, 'Error rate'],
  [`1st shift: ${url}`, '1st shift'],
  [url, 'grafana.example/d/errors?from=now-1h'],
  [`<${url}>`, 'grafana.example/d/errors?from=now-1h'],
  [`  \n${url}\n\n`, 'grafana.example/d/errors?from=now-1h'],
])('%j is a link named %j', (text, title) => {
  expect(readLinks(text)).toEqual({ links: [{ title, url }] })
})

test.each([
  ['Grafana', { code: 'line-without-link', line: 1 }],
  [`Logs: ${url}\nask Ops`, { code: 'line-without-link', line: 2 }],
  ['Grafana: grafana.example/d/errors', { code: 'line-without-link', line: 1 }],
  ['[x](javascript:alert(1))', { code: 'line-without-link', line: 1 }],
  ['ftp://files.example/a', { code: 'line-without-link', line: 1 }],
  ['https://', { code: 'line-without-link', line: 1 }],
  [
    `${'a'.repeat(61)}: ${url}`,
    { code: 'too-long', limit: limits.linkTitle, length: limits.linkTitle + 1 },
  ],
  [
    Array.from({ length: limits.links + 1 }, (_, index) => `${url}${index}`).join('\n'),
    { code: 'too-many', limit: limits.links, count: limits.links + 1 },
  ],
])('%j is refused', (text, fault) => {
  expect(readLinks(text)).toEqual({ fault })
})

test('an address that is named twice is one link', () => {
  expect(readLinks(`Logs: ${url}\nErrors: ${url}`)).toEqual({ links: [{ title: 'Logs', url }] })
})

test('a long address alone is named by its beginning', () => {
  const long = `https://a.example/${'b'.repeat(100)}`
  const read = readLinks(long)
  expect(read).toEqual({ links: [{ title: `a.example/${'b'.repeat(50)}`, url: long }] })
})

test('links that are written out are read as the same links', () => {
  const title = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,40}$/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
  const link = fc.record({ title, url: fc.webUrl({ withQueryParameters: true }) })
  const links = fc.uniqueArray(link, { maxLength: 10, selector: (each) => each.url })
  fc.assert(
    fc.property(links, (some) => {
      expect(readLinks(linksText(some))).toEqual({ links: some })
    }),
  )
})

test.each([
  ['Check health endpoints', 'Health of the API', true],
  ['Review error logs', 'Log search', true],
  ['Monitor dashboards', 'Dashboard', true],
  ['Monitor dashboards', 'Monitoring of the database', true],
  ['Update status page', 'Our public status page', true],
  ['Check health endpoints', 'Check the weather', false],
  ['Notify team', 'Log search', false],
])('%j and %j', (one, other, expected) => {
  expect(areAlike(one, other)).toBe(expected)
  expect(areAlike(other, one)).toBe(expected)
})
