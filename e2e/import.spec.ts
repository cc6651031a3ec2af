// The reader's own images, from a folder to a trained network: dropped, previewed, corrected, imported, looked at, trained on, and removed.
import { join } from 'node:path'
import { writeFlowers } from './flowers'
import { choose, dropFiles, expect, field, pressView, setUp, test } from './lab-window'

const dropHint = 'Drop a folder, an archive or files to import them as a data set'

test('a folder of colour images is dropped, previewed, corrected, imported, looked at, trained on, and removed', async ({ lab, home }, testInfo) => {
  const { page } = lab
  const folder = join(home, 'handed-in', 'Flowers')
  writeFlowers(folder)
  const dialog = page.getByRole('dialog')

  await test.step('dropped on any view, and previewed', async () => {
    await pressView(page, 'runs')
    await dropFiles(page, [folder], 'Drop a bundle of runs')
    await expect(dialog).toContainText('43 images, 3 classes', { timeout: 30_000 })
    await expect(dialog.getByRole('list', { name: 'Classes' })).toContainText('Bluebell')
    await expect(dialog.getByRole('list', { name: /^First images/ }).getByRole('listitem')).toHaveCount(11)
    await expect(dialog).toContainText('24×20 colour')
    await page.screenshot({ path: testInfo.outputPath('preview.png') })
  })

  await test.step('corrected, and faults told at their fields', async () => {
    await field(page, 'Height').fill('700')
    await expect(dialog).toContainText('The height must be at most 512 pixels.')
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
    await field(page, 'Height').fill('24')
    await field(page, 'Width').fill('24')
    await expect(dialog).toContainText('24×24 colour', { timeout: 15_000 })
    await dialog.getByText('Pad', { exact: true }).click()
    await field(page, 'Width').fill('20')
    await expect(dialog).toContainText('24×20 colour', { timeout: 15_000 })
    await field(page, 'Share').fill('20')
    await field(page, 'Name').fill('My flowers')
  })

  await test.step('imported, and shown', async () => {
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog).toBeHidden({ timeout: 30_000 })
    await expect(page.getByRole('region', { name: 'The import' })).toContainText('My flowers was imported: 42 images.')
    await page.getByText('1 file left out').click()
    await expect(page.getByRole('list', { name: 'Files that are left out' })).toContainText('Poppy 0.png')
    await expect(page.getByRole('list', { name: 'Facts of the data set' })).toContainText('24×20 colour')
    await page.screenshot({ path: testInfo.outputPath('data.png') })
  })

  await test.step('recognised as already there', async () => {
    await dropFiles(page, [folder], dropHint)
    await expect(dialog).toContainText('24×20 colour', { timeout: 15_000 })
    await field(page, 'Share').fill('20')
    await field(page, 'Name').fill('The same again')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(page.getByRole('region', { name: 'The import' })).toContainText('already, as My flowers; nothing was added', { timeout: 30_000 })
  })

  await test.step('trained on, with its confusion by class name', async () => {
    await pressView(page, 'train')
    await setUp(page, /^LeNet with ReLU/, { 'Epochs': '1', 'Batch size': '8' })
    await choose(page, 'Data set', 'My flowers')
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(page.getByTestId('outcome')).toBeVisible({ timeout: 60_000 })
    await pressView(page, 'runs')
    await page.getByRole('link', { name: /LeNet with ReLU/ }).first().click()
    await page.getByText('Results', { exact: true }).click()
    await expect(page.getByRole('main')).toContainText('Daffodil', { timeout: 15_000 })
    await page.screenshot({ path: testInfo.outputPath('confusion.png') })
  })

  await test.step('removed, after it was said which runs refer to it', async () => {
    await pressView(page, 'data')
    await page.getByRole('button', { name: 'More about My flowers' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await expect(dialog).toContainText('1 run refers to it.')
    await page.screenshot({ path: testInfo.outputPath('remove.png') })
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('button', { name: 'More about My flowers' })).toBeHidden()
    await pressView(page, 'train')
    await expect(page.getByText('The images of My flowers were removed from the lab.').first()).toBeVisible()
    await pressView(page, 'runs')
    await page.getByRole('link', { name: /LeNet with ReLU/ }).first().click()
    await expect(page.getByRole('main')).toContainText('Daffodil')
    await page.screenshot({ path: testInfo.outputPath('removed.png') })
  })
})
