// Steps of the walk through Inspect: why a network answers so, a step against the answer, and an image that a unit likes.
import type { Page } from '@playwright/test'
import { expect, type LabWindow } from './lab-window'

const openTab = (page: Page, name: string): Promise<void> => page.getByRole('radiogroup', { name: 'What is looked at' }).getByText(name, { exact: true }).click()

async function chooseMethod(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

/** Pixels of a picture: equal ones have equal texts. */
const pixelsOf = (page: Page, name: RegExp): Promise<string> => page.getByRole('img', { name }).first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

export async function askWhy({ page }: LabWindow): Promise<void> {
  await openTab(page, 'Why')
  const tab = page.getByTestId('why-tab')
  await expect(tab.getByRole('heading', { level: 3 }).first()).toContainText(/logit .*, probability/)
  const methods = ['Gradient', 'Gradient times input', 'SmoothGrad', 'Integrated gradients', 'Grad-CAM', 'Occlusion']
  const seen = new Set<string>()
  for (const method of methods) {
    await chooseMethod(page, method)
    await expect(tab.getByRole('img', { name: new RegExp(`^${method}( of \\w+)? for .*, the map alone$`) })).toBeVisible()
    seen.add(await pixelsOf(page, /the map alone$/))
  }
  expect(seen.size).toBe(methods.length)

  // A wrong number is told at its field, and the last map stays.
  await tab.getByRole('textbox', { name: 'Stride' }).fill('0')
  await expect(tab).toContainText('Stride must be at least 1')
  await expect(tab.getByRole('img', { name: /^Occlusion for .*, the map alone$/ })).toBeVisible()

  await chooseMethod(page, 'Gradient')
  await tab.getByRole('switch', { name: 'Sanity check: random weights beside' }).click()
  await expect(tab.getByTestId('sanity-check')).toContainText('Rank correlation')
  await expect(tab.getByRole('img', { name: /with random weights, the map alone$/ })).toBeInViewport()
  await tab.getByRole('switch', { name: 'Sanity check: random weights beside' }).click()
  await expect(tab.getByTestId('sanity-check')).toBeHidden()
}

export async function stepAgainst({ page }: LabWindow): Promise<void> {
  await openTab(page, 'Adversary')
  const tab = page.getByTestId('adversary-tab')
  await expect(tab.getByTestId('smallest-step')).toContainText(/is enough|No step up to 64\/255/)
  const slider = tab.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(tab).toContainText('Still ')
  const before = await pixelsOf(page, /^The image as it is/)
  await expect.poll(() => pixelsOf(page, /^The image after a step/)).toBe(before)
  await page.keyboard.press('End')
  await expect(tab).toContainText('64/255')
  await expect.poll(() => pixelsOf(page, /^The image after a step/)).not.toBe(before)
}

export async function maximizeUnit({ page }: LabWindow): Promise<void> {
  await openTab(page, 'Maximise')
  const tab = page.getByTestId('maximize-tab')
  await tab.getByRole('textbox', { name: 'Unit' }).fill('99')
  await expect(tab).toContainText('Unit must be at most')
  await expect(tab.getByRole('button', { name: 'Start' })).toBeDisabled()
  await tab.getByRole('textbox', { name: 'Unit' }).fill('1')
  await tab.getByRole('textbox', { name: 'Steps' }).fill('2000')
  await tab.getByRole('button', { name: 'Start' }).click()
  await tab.getByRole('button', { name: 'Cancel' }).click()
  await expect(tab.getByRole('button', { name: 'Start' })).toBeEnabled()
  await expect(tab.getByRole('alert')).toBeHidden()
  await tab.getByRole('textbox', { name: 'Steps' }).fill('16')
  await tab.getByRole('button', { name: 'Start' }).click()
  await expect(tab.getByRole('img', { name: /^An image that .*, unit 1 likes$/ })).toBeVisible()
  await expect(tab).toContainText('In 16 steps the activation went from')

  const exciting = tab.getByTestId('exciting-images')
  const look = exciting.getByRole('button', { name: 'Look for them' })
  if (await look.isVisible()) await look.click() // another tab may have looked already
  await expect(exciting.getByRole('listitem')).toHaveCount(9)
  await exciting.getByRole('button').first().click()
  await expect(page.getByTestId('inspection-image')).toContainText('Training image')
}
