// Nothing runs over its place, at the usual and at the smallest size; what is to be typed elsewhere can be copied.
import type { Page } from '@playwright/test'
import { choose, idle, keepPicture, resizeTo, pressView, setUp, test, state, expect } from './lab-window'
import { repeatably } from './repeatably'

/** The texts of the tiles that run over their tile. */
function overflowing(page: Page): Promise<string[]> {
  return page.getByLabel('Figures').evaluate((section) => {
    const tiles = [...section.children].map((tile) => {
      const { right } = tile.getBoundingClientRect()
      const texts = [...tile.querySelectorAll('span, p')].filter((text) => text.getBoundingClientRect().width > 0)
      return texts.filter((text) => text.getBoundingClientRect().left + text.scrollWidth > right).map(({ textContent }) => textContent)
    })
    return tiles.flat()
  })
}

/** The labels of the form that take more than one line. */
function broken(page: Page): Promise<string[]> {
  return page.locator('aside label').evaluateAll((labels: HTMLElement[]) => labels.filter(({ offsetHeight }) => offsetHeight > 24).map(({ innerText }) => innerText))
}

test('labels stay in one line, and figures in their tiles', async ({ lab }, testInfo) => {
  const { page } = lab
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '640', 'Test on first': '100', Epochs: '1' })
  for (const fold of ['Optimizer', 'Augmentation', 'Computation and checkpoints']) await page.locator('summary', { hasText: fold }).click()
  await choose(page, 'Optimizer', 'AdamW')
  await choose(page, 'Schedule', 'One cycle')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Complete')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByLabel('Figures').locator('p, span')).not.toHaveCount(0)
  await expect(page.locator('aside label')).not.toHaveCount(0)
  for (const [width, height] of [[1440, 900], [1280, 800], [960, 620]] as const) {
    await resizeTo(lab, width, height)
    await idle(page) // figures take their new place a frame later
    await keepPicture(page, testInfo, String(width))
    expect(await overflowing(page), `tiles at ${width}`).toEqual([])
    expect(await broken(page), `labels at ${width}`).toEqual([])
  }
})

test('a command of the settings is copied', async ({ lab: { app, page } }) => {
  await pressView(page, 'settings')
  await expect(page.getByTestId('device-cuda')).toBeVisible()
  const command = page.getByTestId('device-cuda').locator('code')
  test.skip((await command.count()) === 0, 'this machine needs no command')
  await page.getByTestId('device-cuda').getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await repeatably(() => app.evaluate(({ clipboard }) => clipboard.readText()))).toBe(await command.innerText())
})
