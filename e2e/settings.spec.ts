// Settings as the user meets them: what the window runs on, how old that is, and what to do about it.
import { expect, keepPicture, pressView, test } from './lab-window'
import { repeatably } from './repeatably'

test('Settings tells which Electron the window runs on, and what to do where it gets no security fixes', async ({ home, openLab }, testInfo) => {
  const { app, page } = await openLab(home)
  const { electron, chrome } = await repeatably(() => app.evaluate(() => ({ electron: process.versions.electron, chrome: process.versions.chrome })))
  await pressView(page, 'settings')
  const card = page.getByTestId('runtime')
  await expect(card).toContainText(`Electron ${electron} with Chromium ${chrome.split('.')[0] ?? ''}`)
  await expect(card).toContainText(/came out in \w+ 20\d\d, and (gets security fixes until about|has had no security fixes since) \w+ 20\d\d\./)
  const isOld = Number.parseInt(electron, 10) < 40 // of which the support has ended whenever this test runs
  if (isOld) {
    await expect(card).toContainText('Out of support')
    await expect(card.getByText('npm run setup', { exact: true })).toBeVisible()
  }
  await keepPicture(page, testInfo, 'settings')
})
