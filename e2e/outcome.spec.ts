// What lies beside training itself: the best epoch is kept as a file, a cost is measured again, and runs of the command line appear.
import Libsql from 'libsql'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, trainOutside, pressView } from './lab-window'
import { repeatably } from './repeatably'

/** Does something with the store of a home. */
function inStore<T>(home: string, work: (store: InstanceType<typeof Libsql>) => T): T {
  const store = new Libsql(join(home, 'lab.db'), { timeout: 5000 })
  try {
    return work(store)
  } finally {
    store.close()
  }
}

test('the best epoch is kept as a file that the user names', async ({ home, openLab }) => {
  await trainOutside(home, '--epochs', '2')
  // Whether the second epoch is worse is chance; here it is.
  inStore(home, (store) => store.prepare('UPDATE epochs SET train_accuracy = 0.81, held_out_accuracy = 0.8, held_out_loss = 0.5 + epoch').run())
  const { app, page } = await openLab(home)
  await pressView(page, 'runs')
  await page.getByRole('row', { name: /LeNet with ReLU/ }).getByRole('link').first().click()
  const keep = page.getByRole('button', { name: 'Keep the best, epoch 1' })
  const answer = (filePath: string) =>
    repeatably(() => app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: path === '', filePath: path })
    }, filePath))

  await answer('')
  await keep.click()
  await expect(page.getByText(/^Saved to/)).toBeHidden()

  const path = join(home, 'best.onnx')
  await answer(path)
  await keep.click()
  await expect(page.getByText(`Saved to ${path}.`)).toBeVisible({ timeout: 30_000 })
  expect(statSync(path).size).toBeGreaterThan(61_706 * 4)
})

test('a cost that was measured is measured again', async ({ home, lab: { page } }) => {
  const again = page.getByRole('button', { name: 'Measure again' })
  const newest = (): string => inStore(home, (store) => String((store.prepare('SELECT max(measured_at) AS newest FROM calibrations').get() as { newest: unknown }).newest))
  await expect(again).toBeVisible({ timeout: 60_000 })
  const before = newest()
  await again.click()
  await expect.poll(newest, { timeout: 60_000 }).not.toBe(before)
  await expect(again).toBeVisible({ timeout: 60_000 })
})

test('a run of the command line appears in an open window, with its end', async ({ home, lab: { page } }) => {
  await pressView(page, 'runs')
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  await trainOutside(home, '--epochs', '1', '--title', 'From outside')
  await expect(page.getByRole('row', { name: /From outside/ })).toContainText('Complete', { timeout: 20_000 })
})
