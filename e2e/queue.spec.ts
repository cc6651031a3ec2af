// Runs that wait: seen once, moved by buttons, keys and drag, taken out, held, and there again in their order when the lab is started anew; after a crash, all that trained are told of.
import type { LabApi } from '@contract/api/lab-api'
import type { Locator, Page } from '@playwright/test'
import { closeLab, expect, field, keepPicture, pressView, setUp, state, test } from './lab-window'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

const queueOf = (page: Page): Locator => page.getByRole('region', { name: 'Queue' })
/** Batch sizes of the waiting runs, in the order of their turns. */
const sizes = (page: Page): Promise<string[]> =>
  page.getByTestId(/^waiting-/).evaluateAll((rows) => rows.map((row) => /batch size (\d+)/.exec(row.textContent)?.[1] ?? ''))
const row = (page: Page, size: number): Locator => page.getByTestId(/^waiting-/).filter({ hasText: `batch size ${size}` })

/** Starts a long run, so that others wait for it. */
async function startLongRun(page: Page): Promise<void> {
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible({ timeout: 60_000 })
}

async function queueRuns(page: Page, ...batchSizes: number[]): Promise<void> {
  for (const size of batchSizes) {
    await field(page, 'Batch size').fill(String(size))
    await page.getByRole('button', { name: 'Train after this run' }).click()
    await expect(row(page, size)).toBeVisible()
  }
}

test('a queued run waits in sight, once, until it is taken out', async ({ lab: { page } }, testInfo) => {
  await startLongRun(page)
  await expect(page.getByRole('button', { name: 'This run goes on' })).toBeVisible()

  const queue = queueOf(page)
  await page.keyboard.press('Control+Enter') // the same settings again
  await expect(page.getByText(/this run goes on already/)).toBeAttached()
  await expect(queue).toBeHidden()

  await field(page, 'Batch size').fill('64')
  await page.getByRole('button', { name: 'Train after this run' }).dblclick()
  await expect(queue).toContainText('1 run waits')
  await expect(queue).toContainText('batch size 64')
  await expect(page.getByRole('button', { name: 'Queued', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText(/^Queued: LeNet with ReLU, batch size 64|this run waits already/)).toBeAttached()
  await expect(page.getByTestId('queue-end')).toContainText('Everything ends in about')
  await keepPicture(page, testInfo, 'queued')

  await page.getByRole('button', { name: 'Queue it again' }).click()
  await expect(queue).toContainText('2 runs wait')
  await queue.getByRole('button', { name: /^Take out of the queue/ }).first().click()
  await expect(queue).toContainText('1 run waits')
  await pressView(page, 'runs')
  await expect(page.getByRole('row', { name: /batch size 64/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /batch size 64/ })).toContainText('Waiting')
  await queue.getByRole('button', { name: /^Look at .*batch size 64/ }).click()
  await expect(state(page, 'Waiting')).toBeVisible()
})

test('the order changes by button, key and drag, stays over a restart, and goes on', async ({ home, openLab }, testInfo) => {
  const first = await openLab(home)
  const { page } = first
  await startLongRun(page)
  await queueRuns(page, 100, 50, 25)
  await row(page, 25).getByRole('button', { name: /^Move up/ }).click()
  await expect.poll(() => sizes(page)).toEqual(['100', '25', '50'])
  await row(page, 50).getByRole('button', { name: /^Look at/ }).press('Alt+ArrowUp')
  await expect.poll(() => sizes(page)).toEqual(['100', '50', '25'])
  await expect(row(page, 50).getByRole('button', { name: /^Look at/ })).toBeFocused()
  await expect(page.getByText(/batch size 50.* is now number 2 of 3 that wait/)).toBeAttached()
  await row(page, 25).dragTo(row(page, 100), { targetPosition: { x: 200, y: 2 } })
  await expect.poll(() => sizes(page)).toEqual(['25', '100', '50'])
  await page.getByRole('button', { name: 'Hold the queue' }).click()
  await expect(page.getByTestId('queue-end')).toHaveText('Held: no further run begins.')
  await pressView(page, 'runs')
  await expect.poll(() => sizes(page)).toEqual(['25', '100', '50'])
  await keepPicture(page, testInfo, 'queue')
  await closeLab(first)

  const { page: again } = await openLab(home)
  const queue = queueOf(again)
  await expect(queue).toContainText('3 runs wait')
  await expect.poll(() => sizes(again)).toEqual(['25', '100', '50'])
  await expect(queue.getByRole('status')).toContainText('was cut short when the lab ended. 3 runs waited when the lab ended; the queue is held.')
  await keepPicture(again, testInfo, 'restarted')
  await again.getByRole('button', { name: 'Leave as it is' }).click()
  await expect(queue.getByRole('status')).toBeHidden()
  await again.getByRole('button', { name: 'Release the queue' }).click()
  await expect(again.getByTestId(/^going-/)).toContainText('batch size 25', { timeout: 60_000 })
  await expect.poll(() => sizes(again)).toEqual(['100', '50'])
})

test('killed while runs train side by side, the lab tells of all of them at its next start, and goes on with all', async ({ home, openLab }, testInfo) => {
  const first = await openLab(home)
  await first.page.evaluate(() => window.lab.chooseQueue({ isHeld: false, atOnce: 2, afterRestart: 'ask' }))
  await startLongRun(first.page)
  await field(first.page, 'Batch size').fill('64')
  await first.page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(queueOf(first.page)).toContainText('2 runs train')
  const gone = first.app.waitForEvent('close')
  first.app.process().kill('SIGKILL')
  await gone

  const { page } = await openLab(home)
  const notice = queueOf(page).getByRole('status')
  await expect(notice).toContainText('2 runs were cut short when the lab ended.')
  await expect(page.getByRole('alert')).toHaveCount(0) // the notice has said it
  await keepPicture(page, testInfo, 'killed')
  await notice.getByRole('button', { name: 'Resume' }).click()
  await expect(queueOf(page)).toContainText('2 runs train', { timeout: 60_000 })
  await expect(notice).toBeHidden()
})
