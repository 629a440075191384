import { expect, test } from 'vitest'
import { roundOf } from '../../src/loops/round.ts'

const jobs = (fails: boolean[], done: number[]) =>
  fails.map((isFailing, index) => async () => {
    done.push(index)
    if (isFailing) throw new Error(`job ${index}`)
  })

test.each([
  { fails: [false, false], told: [] },
  { fails: [true, false], told: ['job 0'] },
  { fails: [true, true, false], told: ['job 0', 'job 1'] },
])('each job runs in its turn, and each failure is told once: $fails', async ({ fails, told }) => {
  const done: number[] = []
  const errors: unknown[] = []
  const round = roundOf(jobs(fails, done), (error) => errors.push(error))
  expect(await round()).toBeNull()
  expect(done).toEqual(fails.map((_, index) => index))
  expect(errors).toEqual(told.map((message) => new Error(message)))
})

test('a job begins when the one before has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done: string[] = []
  const slow = async () => {
    await promise
    done.push('slow')
  }
  const next = async () => {
    done.push('next')
  }
  const round = roundOf([slow, next], () => {})()
  expect(done).toEqual([])
  resolve()
  await round
  expect(done).toEqual(['slow', 'next'])
})
