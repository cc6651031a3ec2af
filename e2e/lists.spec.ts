// Lists that open over the window: every entry can be reached by the mouse in the smallest window, and no view changes beneath one.
import type { Page } from '@playwright/test'
import { field, idle, keepPicture, resizeTo, pressView, test, expect } from './lab-window'
import { repeatably } from './repeatably'

/** Opens a list by the mouse, turns the wheel to its end, and gives the part of its last entry that lies outside the window, in pixels. */
async function outsideAtTheEnd(page: Page, label: string): Promise<number> {
  await page.getByRole('combobox', { name: label }).click()
  const list = page.getByRole('listbox')
  await expect(list).toBeVisible()
  const { x, y, width, height } = (await list.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(x + width / 2, Math.min(y + height / 2, 560))
  const last = page.getByRole('option').last()
  const outside = async (): Promise<number> => {
    await page.mouse.wheel(0, 2000)
    return last.evaluate((option) => Math.max(option.getBoundingClientRect().bottom - innerHeight, 0))
  }
  await expect.poll(outside).toBe(0)
  return outside()
}

test('the wheel reaches the last entry of every long list in the smallest window', async ({ lab }, testInfo) => {
  const { page, app } = lab
  await resizeTo(lab, 960, 620)
  for (const label of ['Preset', 'Network', 'Device']) {
    expect(await outsideAtTheEnd(page, label), label).toBe(0)
    await keepPicture(page, testInfo, label)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toBeHidden()
  }

  await repeatably(() => app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
  }))
  await outsideAtTheEnd(page, 'Network')
  const { x, y, width, height } = (await page.getByRole('option', { name: /^Open a file/ }).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.click(x + width / 2, y + height / 2)
  await expect(field(page, 'Network')).toBeFocused()
})

test('a view does not change beneath an open list', async ({ lab: { page } }) => {
  await page.getByRole('combobox', { name: 'Network' }).click()
  const list = page.getByRole('listbox')
  await expect(list).toBeVisible()
  await pressView(page, 'runs')
  await idle(page)
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await pressView(page, 'runs')
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})
