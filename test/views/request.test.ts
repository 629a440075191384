import { expect, test } from 'vitest'
import type { SignOff } from '../../src/domain/sign-off.ts'
import { requestMessage } from '../../src/views/request.ts'
import { moment } from '../../src/views/text.ts'
import { labelsIn } from '../support/blocks.ts'
import { aBoard, aRole, monday } from '../support/builders.ts'

const tuesday = new Date('2026-11-24T09:00:00Z')
const when = moment(tuesday, 'Europe/Berlin')

function ended(more: Partial<SignOff>) {
  const signOff: SignOff = {
    id: 'sign-off-1',
    roleId: 'role-1',
    verdict: 'go',
    reason: null,
    until: null,
    given: { at: tuesday, by: 'U2BEN' },
    place: 1,
    hash: 'hash',
    digest: '',
    voidedAt: null,
    ...more,
  }
  const request = {
    board: aBoard(),
    role: aRole(),
    why: 'ready',
    at: monday,
    isEnded: true,
  } as const
  return requestMessage({ ...request, signOff, changes: [], items: 0 })
}

test('a request that is over has no buttons, and says what stands, by whom, and if it counts', () => {
  expect(labelsIn(ended({}).blocks)).toEqual([])
  expect(ended({}).text.split('\n')[1]).toBe(`✅ Signed: Go by <@U2BEN>, ${when}.`)
  expect(ended({ verdict: 'no-go' }).text.split('\n')[1]).toBe(
    `⛔ Signed: No-go by <@U2BEN>, ${when}.`,
  )
  expect(ended({ voidedAt: tuesday }).text.split('\n')[1]).toBe(
    `⚠️ Signed: Go by <@U2BEN>, ${when}. It does not count any more.`,
  )
})
