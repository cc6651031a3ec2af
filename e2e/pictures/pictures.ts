// Takes the pictures of the window that the documents show, of a home with the runs of scripts/pictures.mjs. One is taken when all that it shows has come.
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { choose, expect, field, idle, markAsUsed, pressView, project, resizeTo, test, withoutTransitions, type LabWindow } from '../lab-window'

const { CNN_LAB_PICTURES_HOME: home = '' } = process.env

/** Keeps what the window shows as a picture of the documents. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0) // else something may be lit up
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur() })
  await idle(page)
  await page.screenshot({ path: join(project, 'docs', 'images', `${name}.png`) })
}

async function opened(openLab: (home: string) => Promise<LabWindow>, height: number): Promise<LabWindow> {
  markAsUsed(home)
  const lab = await openLab(home)
  await lab.page.emulateMedia({ colorScheme: 'light' })
  await resizeTo(lab, 1280, height)
  await withoutTransitions(lab.page)
  return lab
}

test('data, and what a network gets of an image', async ({ openLab }) => {
  const { page } = await opened(openLab, 800)
  await page.getByText('Augmentation', { exact: true }).click()
  for (const [label, value] of [['Random flip', '0.5'], ['Random shift', '2'], ['Brightness', '0.5'], ['Cutout', '8']] as const) await field(page, label).fill(value)
  await pressView(page, 'data')
  await expect(page.getByTestId('image-count')).toHaveText('60,000 images')
  await expect(page.getByTestId('network-inputs').locator('canvas')).toHaveCount(9)
  await take(page, 'data')
})

test('why a network answers so', async ({ openLab }) => {
  const { page } = await opened(openLab, 800)
  await pressView(page, 'inspect')
  await page.getByRole('radiogroup', { name: 'What is looked at' }).getByText('Why', { exact: true }).click()
  await choose(page, 'Method', /^Gradient$/)
  await expect(page.getByRole('img', { name: /^Gradient for .*, the map alone$/ })).toBeVisible()
  await take(page, 'inspect')
})

test('an experiment that has run, and its report in both themes', async ({ openLab }) => {
  const lab = await opened(openLab, 860)
  const { page } = lab
  await pressView(page, 'experiments')
  await page.getByTestId('experiment-simplify').getByRole('link').click()
  const answer = page.getByRole('heading', { name: 'The answer' })
  await expect(answer).toBeVisible()
  await page.getByRole('heading', { name: 'How far it is' }).evaluate((heading: HTMLElement) => {
    heading.style.scrollMarginTop = '16px'
    heading.scrollIntoView()
  })
  await take(page, 'experiments')
  await resizeTo(lab, 1280, 900)
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await expect(page.frameLocator('[data-testid="report-preview"]').getByRole('heading', { name: 'Environment' })).toBeVisible()
  await take(page, 'report-window')
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(page, 'report-window-dark')
})
