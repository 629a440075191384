import { addMilliseconds } from 'date-fns/addMilliseconds'
import { expect, test } from 'vitest'
import { ResponseUrls } from '../../src/slack/response-urls.ts'
import { ManualClock } from '../support/manual-clock.ts'

function opened() {
  const clock = new ManualClock()
  return { clock, urls: new ResponseUrls(clock) }
}

test('a click brings a way to edit its message, and no other', () => {
  const { clock, urls } = opened()
  urls.keep('C1', '1.1', 'https://a.example/1')
  expect(urls.readyAt('C1', '1.1')).toEqual(clock.now())
  expect(urls.readyAt('C1', '1.2')).toBeNull()
  expect(urls.take('C1', '1.2')).toBeNull()
  expect(urls.take('C1', '1.1')).toBe('https://a.example/1')
})

test('it is used three times and once a second, so that some uses are left for answers', () => {
  const { clock, urls } = opened()
  urls.keep('C1', '1.1', 'https://a.example/1')
  for (let use = 0; use < 3; use++) {
    expect(urls.take('C1', '1.1')).toBe('https://a.example/1')
    if (use < 2) expect(urls.readyAt('C1', '1.1')).toEqual(addMilliseconds(clock.now(), 1000))
    clock.moveBy(1000)
  }
  expect(urls.readyAt('C1', '1.1')).toBeNull()
  expect(urls.take('C1', '1.1')).toBeNull()
  urls.keep('C1', '1.1', 'https://a.example/2')
  expect(urls.take('C1', '1.1')).toBe('https://a.example/2')
})

test('it ends before Slack ends it, after half an hour', () => {
  const { clock, urls } = opened()
  urls.keep('C1', '1.1', 'https://a.example/1')
  clock.moveBy(29 * 60_000)
  expect(urls.readyAt('C1', '1.1')).toBeNull()
  expect(urls.take('C1', '1.1'), 'chosen before, and too late now').toBeNull()
})

test('when one does not work, none is used for a minute', () => {
  const { clock, urls } = opened()
  urls.keep('C1', '1.1', 'https://a.example/1')
  urls.keep('C1', '1.2', 'https://a.example/2')
  urls.distrust('C1', '1.1')
  expect(urls.readyAt('C1', '1.1')).toBeNull()
  expect(urls.readyAt('C1', '1.2')).toEqual(addMilliseconds(clock.now(), 60_000))
})

test('however many messages are clicked, a thousand are remembered', () => {
  const { urls } = opened()
  for (let message = 0; message <= 1000; message++)
    urls.keep('C1', `1.${message}`, 'https://a.example/')
  expect(urls.readyAt('C1', '1.0')).toBeNull()
  expect(urls.readyAt('C1', '1.1')).not.toBeNull()
})
