// What was deleted comes back: data sets and sweeps by a button and by Ctrl+Z, whole; what a window that was killed had deleted is gone for good at the next start.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FolderLock } from '../main/files/folder-lock/folder-lock'
import { makeFinishedSweep } from '../main/lab/testing/finished-sweep'
import { makeManyRuns } from '../main/lab/testing/many-runs'
import { writeFlowers } from './flowers'
import { expect, keepPicture, pressView, project, resizeTo, test } from './lab-window'

/** A home with 20 runs, a sweep of the first four, and an imported set. @returns the id of the set */
async function fill(home: string): Promise<string> {
  makeManyRuns(home, 20, 3)
  makeFinishedSweep(home, 4)
  const folder = join(home, 'handed-in', 'Flowers')
  writeFlowers(folder)
  await promisify(execFile)(process.execPath, [join(project, 'bin', 'cnn-lab.mjs'), 'datasets', 'import', folder, '--name', 'Flowers', '--size', '24'], { env: { ...process.env, CNN_LAB_HOME: home } })
  return readdirSync(join(home, 'datasets'))[0] ?? ''
}

test('a data set and a sweep come back; a killed window leaves nothing of them', async ({ home, openLab }, testInfo) => {
  test.setTimeout(180_000)
  const set = await fill(home)
  const lab = await openLab(home)
  const { page, app } = lab
  await resizeTo(lab, 1280, 800)
  const picture = (name: string): Promise<void> => keepPicture(page, testInfo, name)
  const bar = page.getByRole('status').filter({ hasText: 'Can be undone until the lab closes' })
  const chooser = page.locator('#shown-dataset')
  const remove = async (): Promise<void> => {
    await chooser.click()
    await page.getByRole('option', { name: /^Flowers/ }).click()
    await page.getByRole('button', { name: 'More about Flowers' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(chooser).not.toContainText('Flowers')
  }

  await test.step('a data set, by the button and by Ctrl+Z', async () => {
    await pressView(page, 'data')
    await remove()
    await expect(bar).toContainText('Flowers was removed.')
    await expect(bar).toContainText(/Until then, [\d.]+\skB stay on the disk\./)
    expect(existsSync(join(home, 'datasets', set))).toBe(false)
    await picture('set-removed')
    await bar.getByRole('button', { name: 'Undo' }).click()
    await expect(chooser).toContainText('Flowers')
    await expect(bar).toBeHidden()
    expect(existsSync(join(home, 'datasets', set, 'images.bin'))).toBe(true)
    await remove()
    await page.keyboard.press('Control+z')
    await expect(chooser).toContainText('Flowers')
  })

  /** What lies among the data sets, but for the copies of those that ship. */
  const sets = (): readonly string[] => readdirSync(join(home, 'datasets')).filter((name) => name !== '.unpacked')
  const showSweep = async (): Promise<void> => {
    await pressView(page, 'runs')
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await page.getByTestId('sweep-sweep-1').click()
  }
  const deleteSweep = async (withRuns: boolean): Promise<void> => {
    await showSweep()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog')
    if (withRuns) await dialog.getByRole('checkbox').click()
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByText('No sweeps yet')).toBeVisible()
  }

  await test.step('a sweep with its runs by Ctrl+Z, and without them from the list of runs', async () => {
    await deleteSweep(true)
    await expect(bar).toContainText('The sweep “LeNet with ReLU: seeds” was deleted with 4 runs.')
    await picture('sweep-deleted')
    await page.keyboard.press('Control+z')
    await expect(page.getByTestId('sweep-sweep-1')).toContainText('4 of 4 complete')
    await expect(bar).toBeHidden()
    await deleteSweep(false)
    await page.getByRole('link', { name: 'Runs', exact: true }).last().click()
    await expect(page.getByTestId('runs-count')).toHaveText('20 runs')
    await expect(bar).toContainText('was deleted; its runs stay.')
    await bar.getByRole('button', { name: 'Undo' }).click()
    await expect(bar).toBeHidden()
    await showSweep()
    await expect(page.getByTestId('sweep-progress')).toHaveText('4 of 4 complete')
  })

  await test.step('killed with both in the bin: gone at the next start, and nothing is left on the disk', async () => {
    await deleteSweep(true)
    await pressView(page, 'data')
    await remove()
    expect(sets()).toEqual(['.unfinished'])
    const closed = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await closed
    const again = await openLab(home)
    await pressView(again.page, 'runs')
    await expect(again.page.getByTestId('runs-count')).toHaveText('16 runs')
    await expect(again.page.getByRole('status').filter({ hasText: 'Can be undone' })).toBeHidden()
    await again.page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await expect(again.page.getByText('No sweeps yet')).toBeVisible()
    await expect.poll(() => [sets(), readdirSync(join(home, 'trash'))]).toEqual([[], []])
  })
})

test('a run that another process has in hand is not deleted, and it is said whose it is', async ({ home, openLab }, testInfo) => {
  makeManyRuns(home, 6, 3)
  const folder = join(home, 'runs', 'alexnet-6')
  mkdirSync(folder, { recursive: true })
  const lock = await FolderLock.acquire(folder)
  const lab = await openLab(home)
  const { page } = lab
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'runs')
  const rows = page.getByTestId('runs-table').getByRole('row')
  await rows.nth(1).click()
  await rows.nth(2).click({ modifiers: ['Shift'] })
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('runs-count')).toHaveText('5 runs')
  const told = page.getByRole('status').filter({ hasText: 'in the hands of' })
  await expect(told).toContainText(`Run alexnet-6 is in the hands of engine process ${process.pid} on this machine`)
  await expect(told).toContainText('Stop it first, in the window or terminal that started it.')
  await keepPicture(page, testInfo, 'held')
  expect(readdirSync(folder)).toHaveLength(1)
  await told.getByRole('button', { name: 'OK' }).click()
  await expect(told).toBeHidden()
  lock.release()
})
