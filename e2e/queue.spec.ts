// A run that is queued is seen to wait, is not queued twice by accident, and can be looked at and taken out.
import { field, pressView, setUp, test, state, expect } from './lab-window'

test('a queued run waits in sight, once, until it is taken out', async ({ lab: { page } }, testInfo) => {
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'This run goes on' })).toBeVisible()

  const waiting = page.getByRole('region', { name: 'Runs that wait' })
  await page.keyboard.press('Control+Enter') // the same settings again
  await expect(page.getByText(/this run goes on already/)).toBeAttached()
  await expect(waiting).toBeHidden()

  await field(page, 'Batch size').fill('64')
  await page.getByRole('button', { name: 'Train after this run' }).dblclick()
  await expect(waiting).toContainText('1 run waits')
  await expect(waiting).toContainText('batch size 64')
  await expect(page.getByRole('button', { name: 'Queued', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText(/^Queued: LeNet with ReLU, batch size 64|this run waits already/)).toBeAttached()
  await page.screenshot({ path: testInfo.outputPath('queued.png') })

  await page.getByRole('button', { name: 'Queue it again' }).click()
  await expect(waiting).toContainText('2 runs wait')
  await waiting.getByRole('button', { name: /^Take .* out of the queue/ }).first().click()
  await expect(waiting).toContainText('1 run waits')
  await pressView(page, 'runs')
  await expect(page.getByRole('row', { name: /batch size 64/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /batch size 64/ })).toContainText('waiting')
  await pressView(page, 'train')
  await waiting.getByRole('button', { name: /^Look at/ }).click()
  await expect(state(page, 'Waiting')).toBeVisible()
})
