// The lab in Chinese: chosen in Settings, spoken from the next start on, with no view that falls back into English.
import type { Page } from '@playwright/test'
import { views } from '../contract/window/views'
import { englishLeft } from './chinese-words'
import { expect, idle, pressView, test, trainOutside, withoutTransitions } from './lab-window'

test.use({ language: null })

test('Chosen in Settings, Chinese is spoken after the next start', async ({ home, openLab }) => {
  const first = await openLab(home)
  await pressView(first.page, 'settings')
  await first.page.getByRole('radio', { name: '简体中文' }).check({ force: true })
  await expect(first.page.getByRole('button', { name: 'Start again now' })).toBeVisible()
  await first.app.close()
  const { page, app } = await openLab(home)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await expect(page.getByRole('navigation').first()).toContainText('训练')
  expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))).toContain('文件')
  await pressView(page, 'settings')
  await page.getByRole('radio', { name: 'English' }).check({ force: true })
  await app.close()
  await expect((await openLab(home)).page.getByRole('navigation').first()).toContainText('Train')
})

test('Every view speaks Chinese alone, in both themes', async ({ home, openLab }, testInfo) => {
  test.setTimeout(300_000)
  await trainOutside(home, '--preset', 'lenet-relu', '--epochs', '2', '--seed', '1')
  await trainOutside(home, '--preset', 'lenet-relu', '--epochs', '2', '--seed', '2')
  const { page: asked, app } = await openLab(home)
  await pressView(asked, 'settings')
  await asked.getByRole('radio', { name: '简体中文' }).check({ force: true })
  await app.close()
  const { page } = await openLab(home)
  await withoutTransitions(page)
  const left: Record<string, string[]> = {}
  const look = async (name: string, of: Page = page): Promise<void> => {
    await idle(of)
    left[name] = await englishLeft(of)
    for (const colorScheme of ['light', 'dark'] as const) {
      await of.emulateMedia({ colorScheme })
      await idle(of)
      await of.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`) })
    }
  }
  for (const { name } of views) {
    await pressView(page, name)
    await expect(page.locator('main, [role="main"], header').first()).toBeVisible()
    await page.waitForTimeout(1500)
    await look(name)
  }
  await pressView(page, 'runs')
  await page.getByRole('link', { name: /LeNet/ }).first().click()
  for (const [index, tab] of ['curves', 'results', 'layers', 'settings'].entries()) {
    await page.getByRole('radio').nth(index).check({ force: true })
    await page.waitForTimeout(1500)
    await look(`run-${tab}`)
  }
  expect(left).toEqual(Object.fromEntries(Object.keys(left).map((name) => [name, []])))
})
