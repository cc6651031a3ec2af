// The licences of all that ships with the lab can be looked through in the window.
import { expect, pressView, test } from './lab-window'

test('licences are found by their words, and read', async ({ lab: { page } }) => {
  await pressView(page, 'settings')
  await page.getByRole('button', { name: 'Show licences' }).click()
  const dialog = page.getByRole('dialog', { name: 'Licences' })
  const works = dialog.getByRole('list', { name: 'Works' }).locator('details')
  await expect(works.filter({ hasText: 'onnxruntime-node' })).toHaveCount(1)
  // Of each floor: the run time, the page, fonts, icons, data, and what the window runs in.
  for (const name of ['libsql', 'reka-ui', 'katex', 'umap-js', '@fontsource-variable/inter', '@iconify-json/lucide', 'Fashion-MNIST', 'Electron', 'Chromium']) {
    await expect(dialog.getByText(name, { exact: true }).or(dialog.locator('summary', { hasText: name })).first()).toBeVisible()
  }
  await dialog.getByRole('textbox', { name: 'Find a licence' }).fill('ofl open font')
  await expect(works).toHaveCount(1)
  await expect(dialog.getByRole('status')).toHaveText(/^1 of \d+ works$/)
  await works.locator('summary').click()
  await expect(works.getByText('SIL OPEN FONT LICENSE')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Find a licence' }).fill('qwertz')
  await expect(dialog.getByText('No work has these words.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
