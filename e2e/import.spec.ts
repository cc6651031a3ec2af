// The reader's own images, from a folder to a trained network: dropped, previewed, corrected, imported, looked at, trained on, and removed.
import { join } from 'node:path'
import { writeFlowers } from './flowers'
import { servePublished } from './published-files'
import { choose, dropFiles, expect, field, keepPicture, pressView, setUp, test, trainOutside } from './lab-window'

const dropHint = 'Drop a folder, an archive or files to import them as a data set'

test('a known set is fetched; a folder of colour images is dropped, previewed, corrected, imported, looked at, trained on, and removed', async ({ lab, home }, testInfo) => {
  const { page } = lab
  const published = await servePublished(lab.app)
  const folder = join(home, 'handed-in', 'Flowers')
  writeFlowers(folder)
  const dialog = page.getByRole('dialog')

  await test.step('a known set is fetched by its name: how far it is, cancelled, gone on with, and refused where it is not what was published', async () => {
    await pressView(page, 'data')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('menuitem', { name: /^A known set/ }).click()
    const known = page.getByRole('dialog', { name: 'Get a known data set' })
    await known.getByRole('button', { name: 'Get MNIST', exact: true }).click()
    await expect(known.getByRole('progressbar', { name: 'Fetching of MNIST' })).toHaveAttribute('aria-valuetext', /^[1-9].* of /, { timeout: 30_000 })
    await keepPicture(page, testInfo, 'fetching')
    await known.getByRole('button', { name: /^Cancel: Fetching/ }).click()
    await expect(known.getByRole('button', { name: 'Go on with MNIST' })).toBeEnabled()
    published.hurry()
    await known.getByRole('button', { name: 'Go on with MNIST' }).click()
    await expect(known.getByRole('alert')).toContainText('its checksum is not the published one', { timeout: 60_000 })
    expect(published.ranges.some((range) => range !== null)).toBe(true)
    await keepPicture(page, testInfo, 'wrong-content')
  })

  await test.step('files that are dropped on its dialog are looked through', async () => {
    await dropFiles(page, [folder], null)
    const preview = page.getByRole('dialog', { name: 'Import a data set' })
    await expect(preview).toContainText('42 images, 3 classes', { timeout: 30_000 })
    await keepPicture(page, testInfo, 'over-a-dialog')
    await preview.getByRole('button', { name: 'Cancel' }).click()
    await expect(preview).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('dropped on any view, and previewed', async () => {
    await pressView(page, 'runs')
    await dropFiles(page, [folder], 'Drop a bundle of runs')
    await expect(dialog).toContainText('42 images, 3 classes', { timeout: 30_000 })
    await expect(dialog.getByRole('list', { name: 'Classes' })).toContainText('Bluebell')
    await expect(dialog.getByRole('list', { name: /^First images/ }).getByRole('listitem')).toHaveCount(11)
    await expect(dialog).toContainText('38 training, 4 test images, 24×20 colour')
    await keepPicture(page, testInfo, 'preview')
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
    await keepPicture(page, testInfo, 'data')
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
    await keepPicture(page, testInfo, 'confusion')
  })

  await test.step('choosers of a sweep, of an evaluation and of Inspect know it, and the images that a run keeps for validation', async () => {
    await pressView(page, 'train')
    await page.getByRole('button', { name: 'New run' }).click()
    await page.getByRole('button', { name: 'Sweep these settings' }).click()
    await expect(page.getByRole('heading', { name: 'New sweep' })).toBeVisible()
    await page.getByRole('button', { name: 'Add a setting' }).click()
    await page.getByRole('option', { name: 'Data set', exact: true }).click()
    await expect(page.getByRole('main')).toContainText('My flowers')
    await trainOutside(home, '--preset', 'lenet-relu', '--dataset', 'My flowers', '--limit-train', '33', '--limit-test', '9', '--epochs', '1', '--batch-size', '8', '--validation', 'share', '--validation-share', '0.25', '--title', 'validated flowers')
    await pressView(page, 'runs')
    await page.getByRole('link', { name: /validated flowers/ }).first().click()
    await page.getByText('Results', { exact: true }).click()
    await page.getByRole('radiogroup', { name: 'Images', exact: true }).getByText('Validation', { exact: true }).click()
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await expect(page.getByTestId('results')).toContainText('Confusion matrix', { timeout: 60_000 })
    await keepPicture(page, testInfo, 'evaluation')
    await page.getByLabel('Inspect this run').click()
    const image = page.getByTestId('inspection-image')
    await image.getByText('Validation', { exact: true }).click()
    await expect(image).toContainText(/Validation image \d/)
    await image.getByLabel('Image at random of a class').click()
    await page.getByRole('option', { name: 'Daffodil' }).click()
    await expect(image).toContainText('Daffodil')
    await keepPicture(page, testInfo, 'inspect')
  })

  await test.step('removed, after it was said which runs refer to it', async () => {
    await pressView(page, 'data')
    await page.getByRole('button', { name: 'More about My flowers' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await expect(dialog).toContainText('2 runs refer to it.')
    await keepPicture(page, testInfo, 'remove')
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('button', { name: 'More about My flowers' })).toBeHidden()
    await pressView(page, 'train')
    await expect(page.getByText('The images of My flowers were removed from the lab.').first()).toBeVisible()
    await pressView(page, 'runs')
    await page.getByRole('link', { name: /LeNet with ReLU/ }).first().click()
    await expect(page.getByRole('main')).toContainText('Daffodil')
    await keepPicture(page, testInfo, 'removed')
  })
})
