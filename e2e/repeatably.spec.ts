// What is asked again of the main process: a question whose answer was collected, and nothing else.
import { expect, test } from '@playwright/test'
import { repeatably } from './repeatably'

test('a question is put again when its answer was collected, until there is one', async () => {
  let times = 0
  const answer = await repeatably(() => (++times < 3 ? Promise.reject(new Error('electronApplication.evaluate: Resulting promise was garbage collected.')) : Promise.resolve('here')))
  expect([answer, times]).toEqual(['here', 3])
})

test('other failures are told at once, and lost answers in the end', async () => {
  for (const [message, expected] of [['electronApplication.evaluate: there is no File', 1], ['electronApplication.evaluate: Resulting promise was garbage collected.', 5]] as const) {
    let times = 0
    await expect(repeatably(() => {
      times++
      return Promise.reject(new Error(message))
    })).rejects.toThrow(message)
    expect(times).toBe(expected)
  }
})
