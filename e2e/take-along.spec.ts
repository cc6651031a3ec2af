// A run is taken along in a bundle and opened in another lab, and one that was cut is refused there; a table is written.
import type { ElectronApplication } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, keepPicture, markAsUsed, pressView, setUp, state, test } from './lab-window'
import { repeatably } from './repeatably'

/** Chooses files in the user's place. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await repeatably(() => app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path))
}

test('a bundle brings a run to another lab', async ({ home, openLab }, testInfo) => {
  const { app, page } = await openLab(home)
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '256', 'Test on first': '100', Epochs: '1' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Complete').or(state(page, 'Learnt nothing'))).toBeVisible({ timeout: 60_000 })
  await pressView(page, 'runs')
  await page.getByRole('row').nth(1).getByRole('link').or(page.getByRole('row').nth(1).getByRole('button')).first().click()
  const bundle = testInfo.outputPath('handed-in.cnnlab')
  await answerDialogs(app, bundle)
  await page.getByRole('button', { name: 'Take along' }).click()
  await keepPicture(page, testInfo, 'take-along')
  await page.getByRole('menuitem', { name: 'Bundle for another lab' }).click()
  await expect(page.getByText('Written:')).toContainText('handed-in.cnnlab')
  await page.getByRole('button', { name: 'OK', exact: true }).click()
  const table = testInfo.outputPath('runs.csv')
  await answerDialogs(app, table)
  await page.getByRole('button', { name: 'Take along' }).click()
  await page.getByRole('menuitem', { name: 'Table of runs' }).click()
  await expect(page.getByText('Written:')).toContainText('runs.csv')
  expect(readFileSync(table, 'utf8')).toContain('lenet-relu-1')

  markAsUsed(testInfo.outputPath('home'))
  const other = await openLab(testInfo.outputPath('home'))
  await pressView(other.page, 'runs')
  const cut = join(testInfo.outputPath('cut.cnnlab'))
  writeFileSync(cut, readFileSync(bundle).subarray(0, 5000))
  await answerDialogs(other.app, cut)
  await other.page.getByRole('button', { name: 'Open a bundle' }).click()
  await expect(other.page.getByRole('alert')).toContainText('it ends too early')
  await answerDialogs(other.app, bundle)
  await other.page.getByRole('button', { name: 'Choose another' }).click()
  await expect(other.page.getByRole('status').filter({ hasText: 'taken over' })).toContainText('1 run taken over from the bundle.')
  await other.page.getByRole('button', { name: 'Verify' }).click()
  await other.page.getByRole('button', { name: 'Cancel' }).click()
  await other.page.getByRole('button', { name: 'Verify' }).click()
  await expect(other.page.getByRole('list', { name: 'Verification' })).toContainText('lenet-relu-1: trained again, it ends in the same bytes.', { timeout: 60_000 })
  await keepPicture(other.page, testInfo, 'verified')
  await other.page.getByRole('link', { name: 'lenet-relu-1' }).first().click()
  await expect(state(other.page, 'Complete').or(state(other.page, 'Learnt nothing'))).toBeVisible()
})
