// Own networks in the window: one that the command line saves is chosen in Train, and the form tells where it was changed since.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, field, keepPicture, project, test } from './lab-window'

const listing = (features: number) => ({
  name: 'My net',
  input: [1, 20, 20],
  initializer: 'kaiming-normal',
  layers: [{ layer: 'flatten' }, { layer: 'linear', features }, { layer: 'relu' }, { layer: 'linear', features: 10 }],
})

/** Saves a list of layers by the command line of the same home. */
function save(home: string, features: number): void {
  const path = join(mkdtempSync(join(tmpdir(), 'cnn-lab-e2e-')), 'mine.json')
  writeFileSync(path, JSON.stringify(listing(features)))
  execFileSync(process.execPath, [join(project, 'bin', 'cnn-lab.mjs'), 'models', 'save', path], { env: { ...process.env, CNN_LAB_HOME: home } })
}

test('an own network is chosen in Train, and a newer revision of it is offered', async ({ lab: { page }, home }, testInfo) => {
  save(home, 64)
  // The window looks every second for what others have changed.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Network' }).click({ timeout: 2000 })
    await page.getByRole('option', { name: /^My net/ }).click({ timeout: 2000 })
  }).toPass({ timeout: 60_000 })
  await expect(field(page, 'Network')).toHaveText('My net')
  await expect(page.getByText('reduced to 20×20')).toBeVisible()
  save(home, 32)
  await expect(page.getByText('My net was changed since: the form has other layers.')).toBeVisible({ timeout: 20_000 })
  await keepPicture(page, testInfo, 'newer')
  await page.getByRole('button', { name: 'Use revision 2' }).click()
  await expect(page.getByText('My net was changed')).toBeHidden()
})
