// Steps of the walk through Inspect: the embedding, the nearest training images, and pictures that are saved or kept for the report.
import type { Page } from '@playwright/test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

const openTab = (page: Page, name: string): Promise<void> => page.getByRole('radiogroup', { name: 'What is looked at' }).getByText(name, { exact: true }).click()
const chooseIn = (page: Page, group: string, name: string): Promise<void> => page.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click()

/** Answers every dialog for saving with a path. */
async function saveTo({ app }: LabWindow, path: string): Promise<void> {
  await repeatably(() => app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path))
}

/** @param images of the test set, all of which are shown */
export async function lookAtEmbedding({ page }: LabWindow, images: number): Promise<void> {
  await openTab(page, 'Embedding')
  const tab = page.getByTestId('embedding')
  await expect(tab).toContainText(`${images} test images in the space of the last hidden layer`)
  await expect(tab).toContainText('principal components')

  // The list chooses by keys what the plot chooses by a click, for all tabs.
  const list = tab.getByRole('listbox')
  await list.focus()
  await page.keyboard.press('Home')
  await expect(page.getByTestId('inspection-image')).toContainText('Test image 0')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('inspection-image')).toContainText('Test image 1')
  await expect(list.getByRole('option', { selected: true })).toContainText('1')
  await tab.getByRole('switch', { name: 'Wrong only' }).click()
  await expect(list.getByRole('option').first()).toContainText('→')

  await chooseIn(page, 'What colours mean', 'Right or wrong')
  await expect(tab.getByRole('button', { name: /^wrong/ })).toBeVisible()
  await chooseIn(page, 'How the points are placed', 'UMAP')
  await expect(tab).toContainText('15 neighbours')
  await expect(tab.getByRole('progressbar')).toBeHidden()
}

export async function findNearest({ page }: LabWindow): Promise<void> {
  const nearest = page.getByTestId('embedding').getByTestId('nearest-images')
  await nearest.getByRole('button', { name: 'Find them' }).click()
  await expect(nearest.getByRole('listitem')).toHaveCount(12)
  await nearest.getByRole('listitem').first().getByRole('button').click()
  await expect(page.getByTestId('inspection-image')).toContainText('Training image')
  // The list follows the image.
  await expect(nearest.getByRole('listitem')).toHaveCount(12)
}

/** @param home of the lab, with one run */
export async function keepPictures(lab: LabWindow, home: string): Promise<void> {
  const { page } = lab
  const menu = page.getByRole('button', { name: 'Save or keep the picture: Embedding' })
  const item = async (name: string): Promise<void> => {
    await menu.click()
    await page.getByRole('menuitem', { name }).click()
  }
  const [svg, png] = [join(home, 'embedding.svg'), join(home, 'embedding.png')]
  await saveTo(lab, svg)
  await item('Save as SVG')
  await expect.poll(() => existsSync(svg)).toBe(true)
  const words = [...readFileSync(svg, 'utf8').matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)
  expect(words.join(' ')).toContain('15 neighbours')
  await saveTo(lab, png)
  await item('Save as PNG')
  await expect.poll(() => existsSync(png) && readFileSync(png).subarray(1, 4).toString()).toBe('PNG')

  await item('Keep for the report')
  const shelf = page.getByRole('button', { name: /^Pictures kept for the report/ })
  await expect(shelf).toContainText('(1)')
  await shelf.click()
  const kept = page.getByRole('region', { name: 'Pictures for the report' })
  await kept.getByRole('button', { name: 'Remove: Embedding' }).click()
  await expect(kept).toContainText('is removed')
  await kept.getByRole('button', { name: 'Put it back' }).click()
  await expect(kept.getByRole('img')).toHaveCount(1)
  await page.keyboard.press('Escape')
  const [run = ''] = readdirSync(join(home, 'runs'))
  expect(readdirSync(join(home, 'runs', run, 'pictures')).filter((name) => name.endsWith('.png'))).toHaveLength(1)
}
