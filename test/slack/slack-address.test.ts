import { expect, test } from 'vitest'
import { isOfSlack } from '../../src/slack/slack-address.ts'

const real = 'https://slack.com/api/'
const sandbox = 'http://127.0.0.1:4000/api/'

test.each([
  ['https://hooks.slack.com/actions/T1/2/3', real, true],
  ['https://files.slack.com/upload/v1/x', sandbox, true],
  ['http://127.0.0.1:4000/response/x', sandbox, true],
  ['https://hooks.slack-gov.com/actions/T1/2/3', 'https://slack-gov.com/api/', true],
  ['http://hooks.slack.com/actions/T1/2/3', real, false],
  ['https://hooks.slack.com.evil.example/x', real, false],
  ['https://evilslack.com/x', real, false],
  ['https://hooks.slack.com@evil.example/x', real, false],
  ['http://127.0.0.1:4001/response/x', sandbox, false],
  ['http://169.254.169.254/latest', real, false],
  ['file:///etc/passwd', real, false],
  ['not an address', real, false],
])('%s, with the Web API at %s: %s', (address, apiUrl, isSlack) => {
  expect(isOfSlack(address, apiUrl)).toBe(isSlack)
})
