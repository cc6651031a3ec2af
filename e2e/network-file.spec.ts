// A network from an ONNX file in the form: opened by the keyboard, refused with a reason, trained under its name.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, field, keepPicture, project, setUp, state, test, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

/** Opens a file by the network chooser, the dialog answered in the user's place. */
async function openFile({ app, page }: LabWindow, path: string): Promise<void> {
  await repeatably(() => app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path))
  const chooser = field(page, 'Network')
  const last = page.getByRole('option', { name: /^Open a file/ })
  // The list listens to keys only some time after it is to be seen, and on a busy machine it may be closed again by then.
  await expect(async () => {
    if ((await chooser.getAttribute('aria-expanded')) === 'false') await chooser.press('Enter')
    await page.keyboard.press('End')
    await expect(last).toBeFocused({ timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await page.keyboard.press('Enter')
  await expect(chooser).toBeFocused()
}

test('a file is opened, or refused where it is none, and trained', async ({ lab, home }, testInfo) => {
  const { page } = lab
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '640', 'Test on first': '100', Epochs: '1' })

  const broken = join(home, 'broken.onnx')
  writeFileSync(broken, 'no network')
  await openFile(lab, broken)
  await expect(page.getByText(/broken\.onnx: The file is not an ONNX model.*LeNet with ReLU stays chosen.*Choose an \.onnx file/)).toBeVisible()
  await expect(field(page, 'Network')).toHaveText('LeNet with ReLU')
  await expect(field(page, 'Network')).not.toHaveAttribute('aria-invalid', 'true')
  await keepPicture(page, testInfo, 'refused')

  await openFile(lab, join(project, 'main', 'engine', 'parity', 'converted', 'keras-fixed-batch.onnx'))
  await expect(field(page, 'Network')).toHaveText('keras-fixed-batch.onnx')
  await expect(page.getByText('The file is not an ONNX model')).toBeHidden()
  await expect(page.getByText("Begins with the file's weights, but a new last layer for 10 classes; the file has 5.")).toBeVisible()
  await expect(page.getByText('60,000 training images of 28×28, reduced to 8×8')).toBeVisible()
  await expect(page.getByText('of the new last layer alone')).toBeVisible()
  await keepPicture(page, testInfo, 'opened')
  await page.getByText('New weights', { exact: true }).click()
  await expect(page.getByText('Begins with new weights and a new last layer for 10 classes; the file has 5.')).toBeVisible()
  await expect(page.getByText('of the new last layer alone')).toBeHidden()
  await page.getByText("The file's weights", { exact: true }).click()
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  // Ten steps teach this network next to nothing; either word is that of a run which has ended.
  await expect(state(page, 'Complete').or(state(page, 'Learnt nothing'))).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('article')).toContainText('keras-fixed-batch.onnx, 1 epoch')
})
