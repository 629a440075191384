import { expect, it } from 'vitest'
import { httpBot, socketBot } from './support/bot.ts'
import { plain } from './support/small-bot.ts'

it.each([
  ['Socket Mode', socketBot],
  ['HTTP', httpBot],
] as const)(
  'delivers clicks that come at once, each with its own answer, over %s',
  async (_, start) => {
    const clicks: string[] = []
    await using bot = await start((app) => {
      app.action('go', async ({ ack, body, respond }) => {
        clicks.push(body.user.id)
        await ack()
        await respond({ text: `Hello ${body.user.id}`, replace_original: false })
      })
    })
    const element = { type: 'button' as const, action_id: 'go', text: plain('Go') }
    const blocks = [{ type: 'actions' as const, elements: [element] }]
    await bot.client.chat.postMessage({ channel: 'C0000LAUNCH', text: 'a', blocks })
    const people = ['ana', 'bob', 'chen', 'dita', 'erin'].map((handle) => bot.sandbox.as(handle))
    const outcomes = await Promise.all(
      people.flatMap((person) => [1, 2].map(() => person.in('#launch').click('Go'))),
    )
    expect(clicks).toHaveLength(10)
    for (const [index, { notices, error }] of outcomes.entries()) {
      const { id } = people[Math.floor(index / 2)] ?? { id: '' }
      expect(error).toBeUndefined()
      expect(new Set(notices.map((each) => each.text))).toEqual(new Set([`Hello ${id}`]))
    }
  },
)
