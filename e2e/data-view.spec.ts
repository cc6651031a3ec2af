// Data: all images of Fashion-MNIST scroll smoothly; they are filtered, ordered and enlarged, and the network's input follows the settings of Train.
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { madeUpInfo } from '../main/data/testing/made-up-set'
import { writeSparseSet } from '../main/data/testing/sparse-set'
import { choose, crowding, field, keepPicture, pressView, resizeTo, test, trainOutside, expect } from './lab-window'

const grid = (page: Page) => page.getByTestId('image-grid')
const count = (page: Page) => page.getByTestId('image-count')

/** Milliseconds of a frame at 60 a second. */
const frame = 1000 / 60

interface Scrolling {
  /** Milliseconds between frames: the middle one, and the one that a twentieth of them is longer than. */
  readonly median: number
  readonly slow: number
  /** Share of the images in sight whose pixels are there, on the average over all frames. */
  readonly drawn: number
}

/** Scrolls through the whole grid, a step each frame, and looks how long frames take and whether rows are drawn in time. */
function scrollThrough(page: Page, frames: number): Promise<Scrolling> {
  return grid(page).evaluate(async (scroller, wanted) => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const times: number[] = []
    let drawn = 0
    let last = await nextFrame()
    for (let step = 1; step <= wanted; step++) {
      scroller.scrollTop = (step / wanted) * (scroller.scrollHeight - scroller.clientHeight)
      const now = await nextFrame()
      times.push(now - last)
      last = now
      const canvases = [...scroller.querySelectorAll('canvas')]
      const isDrawn = (canvas: HTMLCanvasElement): boolean => (canvas.getContext('2d')?.getImageData(2, 2, 1, 1).data[3] ?? 0) === 255
      drawn += canvases.filter(isDrawn).length / Math.max(1, canvases.length) / wanted
    }
    times.sort((a, b) => a - b)
    return { median: times[Math.floor(times.length / 2)] ?? Infinity, slow: times[Math.floor(times.length * 0.95)] ?? Infinity, drawn }
  }, frames)
}

/** What the pictures of the network's inputs show, to tell whether they have changed. */
function inputs(page: Page): Promise<readonly string[]> {
  return page.getByTestId('network-inputs').locator('canvas').evaluateAll((canvases: HTMLCanvasElement[]) => canvases.map((canvas) => canvas.toDataURL()))
}

test('images are looked through, filtered, ordered, enlarged, and seen as the network gets them', async ({ home, openLab }, testInfo) => {
  await trainOutside(home, '--epochs', '1', '--title', 'orders images')
  writeSparseSet(join(home, 'datasets'), { ...madeUpInfo(1000), id: 'million-00000000', title: 'A million', channels: 1, height: 28, width: 28, trainImages: 1_000_000, testImages: 10 })
  const lab = await openLab(home)
  const { page } = lab
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'data')
  await expect(count(page)).toHaveText('60,000 images')

  await test.step('60,000 images scroll at the pace of the screen', async () => {
    await expect(page.getByTestId('image-panel')).toContainText('Ankle boot')
    const { median, slow, drawn } = await scrollThrough(page, 120)
    process.stdout.write(`grid of 60,000 images, scrolled through in 120 frames: ${median.toFixed(1)} ms a frame, 95 % of them below ${slow.toFixed(1)} ms; ${(100 * drawn).toFixed(0)} % of the rows drawn at once\n`)
    expect(median).toBeLessThan(1.5 * frame * crowding())
    await expect.poll(() => grid(page).locator('canvas').count()).toBeLessThan(60)
    await keepPicture(page, testInfo, 'end')
  })

  await test.step('keys go from image to image, and Enter shows one large', async () => {
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 59,999')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 1')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('2 of 60,000')
    await dialog.getByRole('button', { name: 'Next image' }).click()
    await expect(dialog).toContainText('3 of 60,000')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page.getByTestId('image-panel')).toContainText('Training image 2')
    await page.getByTestId('enlarged-image').first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByTestId('image-panel')).toContainText(/Row 15, column 14: \d+/)
  })

  await test.step('a label is corrected, and the correction taken back', async () => {
    const panel = page.getByTestId('image-panel')
    await panel.locator('summary', { hasText: 'Correct the label' }).click()
    await panel.getByRole('button', { name: /^The class that the image shows/ }).click()
    await page.getByRole('option', { name: 'Shirt', exact: true }).click()
    await panel.getByRole('button', { name: 'Correct the label' }).click()
    await expect(panel.locator('summary', { hasText: 'Corrected: Shirt' })).toBeVisible()
    await panel.getByRole('button', { name: 'Take the correction back' }).click()
    await expect(panel.locator('summary', { hasText: 'Correct the label' })).toBeVisible()
  })

  await test.step('bars of classes are the filter', async () => {
    await page.getByRole('button', { name: 'Trouser 6,000 images' }).click()
    await expect(count(page)).toHaveText('6,000 of 60,000 images')
    await grid(page).focus()
    await page.keyboard.press('Home')
    await expect(page.getByTestId('image-panel').getByRole('heading', { name: 'Trouser' })).toBeVisible()
    await page.getByText('Test', { exact: true }).click()
    await expect(count(page)).toHaveText('1,000 of 10,000 images')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(count(page)).toHaveText('10,000 images')
  })

  await test.step('the losses of a run order the images; what it has not evaluated is evaluated', async () => {
    await choose(page, 'Order of the images', 'highest loss first')
    await expect(page.getByRole('combobox', { name: 'Run whose losses order the images' })).toContainText('orders images')
    await grid(page).focus()
    await expect(async () => {
      await page.keyboard.press('Home') // the first one in the new order, once that is there
      expect(await page.getByTestId('chosen-image').getAttribute('aria-label')).not.toMatch(/^Image 0:/)
    }).toPass()
    await page.getByText('Training', { exact: true }).click()
    await expect(page.getByText('was not evaluated on the training images yet')).toBeVisible()
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await expect(page.getByText('was not evaluated on the training images yet')).toBeHidden({ timeout: 60_000 })
    await choose(page, 'Order of the images', 'in order')
  })

  await test.step('nine draws follow the settings, which are those of Train', async () => {
    const panel = page.getByTestId('network-inputs')
    await expect(panel).toContainText('The same in every epoch')
    await expect(panel.locator('canvas')).toHaveCount(1)
    await page.getByTestId('image-panel').locator('summary', { hasText: 'Augmentation' }).click()
    await field(page, 'Random rotation').fill('40')
    await expect(panel.locator('canvas')).toHaveCount(9)
    await expect(panel).toContainText('the first nine epochs of a run with seed 0')
    const turned = await inputs(page)
    expect(new Set(turned).size).toBe(9)
    await field(page, 'Cutout').fill('10')
    await expect.poll(async () => (await inputs(page)).join()).not.toBe(turned.join())
    await keepPicture(page, testInfo, 'nine')
    await pressView(page, 'train')
    await page.locator('summary', { hasText: 'Augmentation' }).click()
    await expect(field(page, 'Random rotation')).toHaveValue('40')
  })

  await test.step('the view is as it was left', async () => {
    await pressView(page, 'data')
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 59,999')
    const scrolled = await grid(page).evaluate(({ scrollTop }) => scrollTop)
    await pressView(page, 'runs')
    await pressView(page, 'data')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 59,999')
    await expect.poll(() => grid(page).evaluate(({ scrollTop }) => scrollTop)).toBeCloseTo(scrolled, -1)
  })

  await test.step('a set of a million images opens, and is looked through to its end', async () => {
    await page.locator('#shown-dataset').click()
    await page.getByRole('option', { name: 'A million' }).click()
    await expect(count(page)).toHaveText('1,000,000 images')
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 999,999')
    const { median } = await scrollThrough(page, 60)
    process.stdout.write(`grid of a million images: ${median.toFixed(1)} ms a frame\n`)
    expect(median).toBeLessThan(3 * frame * crowding()) // each frame shows other images, which are read for it
    await page.keyboard.press('Home')
    await choose(page, 'Order of the images', 'by class')
    await expect(count(page)).toHaveText('1,000,000 images')
    await page.locator('#shown-dataset').click()
    await page.getByRole('option', { name: 'Fashion-MNIST' }).click()
    await expect(count(page)).toHaveText('60,000 images')
    await choose(page, 'Order of the images', 'in order')
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect(page.getByTestId('image-panel')).toContainText('Training image 59,999')
  })

  await test.step('an image goes along to Inspect, and the set to Train', async () => {
    await page.getByRole('button', { name: 'Inspect this image' }).click()
    await expect(page.getByRole('heading', { name: 'Inspect', exact: true })).toBeVisible()
    await expect(page.getByTestId('inspection-image')).toContainText('Training image 59,999')
    await pressView(page, 'data')
    await page.getByRole('button', { name: 'Train on this data set' }).click()
    await expect(field(page, 'Data set')).toContainText('Fashion-MNIST')
  })
})
