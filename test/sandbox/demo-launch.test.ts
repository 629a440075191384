import { expect, test } from 'vitest'
import { openSandboxPage } from '../../src/sandbox/open.ts'

test('the demo launch uses no response_url after its time, however far the clock jumps', async () => {
  const page = await openSandboxPage({ port: 0, demo: true, say: () => {} })
  try {
    expect(page.control.demo).toBe('there')
    const answers = page.control.sandbox.calls.of('response_url').map(({ answer }) => answer)
    expect(answers).not.toEqual([])
    expect(new Set(answers.map(({ error }) => error))).toEqual(new Set([undefined]))
  } finally {
    await page.close()
  }
}, 60_000)
