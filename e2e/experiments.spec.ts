// The experiment of batch sizes, shrunk to a few images: planned, held, gone on with after a restart without training a point twice, looked at, extended, concluded and removed.
import type { Page } from '@playwright/test'
import { closeLab, expect, keepPicture, pressView, resizeTo, test } from './lab-window'

/** The parts that list their points; at batch size 128 all three have the same run. */
const rules = ['kept', 'linear', 'root'] as const
/** Batch sizes without which two are left to each part. */
const leftOut = [4, 512, 2048] as const

/** Opens a part and shrinks it to two points, one seed and few images; of the last part the batch sizes are a list. */
async function shrink(page: Page): Promise<void> {
  for (const rule of rules) {
    const part = page.getByTestId(`part-${rule}`)
    await part.locator('summary').click()
    await part.getByLabel(/^Seeds of/).fill('0')
    await part.getByLabel(/^Epochs of/).fill('1')
    await part.getByLabel(/^Train on first of/).fill('256')
    await part.getByLabel(/^Test on first of/).fill('100')
    for (const size of leftOut) await part.getByRole('checkbox', { name: new RegExp(`batch size ${size} `) }).click()
  }
  const memory = page.getByTestId('part-memory')
  await memory.locator('summary').click()
  await memory.getByLabel(/^Train on first of/).fill('64')
  await memory.getByLabel(/^Test on first of/).fill('64')
  await memory.getByRole('textbox', { name: 'Values of Batch size' }).fill('8, 32')
}

test('an experiment is planned, held, taken up after a restart, answered and concluded', async ({ home, openLab }, testInfo) => {
  let lab = await openLab(home)
  let { page } = lab
  const picture = (name: string): Promise<void> => keepPicture(page, testInfo, name)
  const progress = () => page.getByTestId('experiment-progress')
  const openSheet = async (): Promise<void> => {
    await pressView(page, 'experiments')
    await page.getByTestId('experiment-batch-size').getByRole('link').click()
    await expect(page.getByRole('heading', { name: 'Batch size', level: 1 })).toBeVisible()
  }
  await resizeTo(lab, 1280, 900)

  await test.step('the cards tell what each takes; the sheet, what is run', async () => {
    await pressView(page, 'experiments')
    await expect(page.getByTestId('experiment-batch-size')).toContainText('Not begun')
    await expect(page.getByTestId('experiment-batch-size')).toContainText(/Quick: ≈ .+(min|h)/, { timeout: 20_000 })
    await picture('cards')
    await openSheet()
    await expect(page.getByTestId('size-full')).toContainText(/time≈ .+memory≈ .+B.*points\d+/, { timeout: 20_000 })
  })

  await test.step('a plan with a fault is told at its place; the experiment\'s own comes back', async () => {
    const part = page.getByTestId('part-kept')
    await part.locator('summary').click()
    await part.getByLabel(/^Seeds of/).fill('0, x')
    await expect(part).toContainText('Seeds must be whole numbers')
    await expect(page.getByTestId('experiment-start')).toBeDisabled()
    await page.getByRole('button', { name: 'Back to the plan of the experiment' }).click()
    await expect(part.getByLabel(/^Seeds of/)).toHaveValue('0, 1, 2')
    await part.locator('summary').click()
  })

  await test.step('a point is copied and changed; what is wrong with it stands there', async () => {
    const part = page.getByTestId('part-kept')
    await part.locator('summary').click()
    const own = part.getByTestId('point-1')
    await own.getByRole('button', { name: /^Copy/ }).click()
    await expect(part).toContainText('It is the same as a point above')
    await part.getByTestId('point-2').getByRole('textbox', { name: /^Batch size of/ }).fill('16')
    await expect(part.getByRole('checkbox', { name: /batch size 16 / })).toBeChecked()
    await expect(part).not.toContainText('It is the same')
    await part.getByTestId('point-2').getByRole('button', { name: /^Remove/ }).click()
    await expect(page.getByRole('button', { name: 'Back to the plan of the experiment' })).toBeHidden()
    await part.locator('summary').click()
  })

  await test.step('shrunk, it begins; held, it stays where it is over a restart', async () => {
    await shrink(page)
    await expect(page.getByTestId('size-quick')).toContainText(/points6/, { timeout: 20_000 })
    await picture('plan')
    await page.getByTestId('experiment-start').click()
    await expect(page.getByTestId('progress-memory')).toContainText('Waiting, 2 to run')
    await expect(progress()).toContainText(/^[1-7] of 8 complete/, { timeout: 60_000 })
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(page.getByTestId('experiment-status')).toContainText('Paused: Quick, changed')
    await picture('paused')
    await closeLab(lab)
  })

  await test.step('it goes on where it was, and no point is trained twice', async () => {
    lab = await openLab(home)
    ;({ page } = lab)
    await resizeTo(lab, 1280, 900)
    await openSheet()
    await expect(progress()).toContainText(/^[1-7] of 8 complete/)
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(progress()).toHaveText('8 of 8 complete', { timeout: 60_000 })
    await pressView(page, 'runs')
    await expect(page.getByRole('grid', { name: 'Runs' }).getByRole('row')).toHaveCount(1 + 6) // the eight points have six runs
    await openSheet()
  })

  await test.step('charts, table and sentences answer', async () => {
    await expect(page.getByTestId('size-quick')).toContainText(/timealready run.*points to run0/)
    await expect(page.getByTestId('experiment-table').getByRole('row', { name: /batch size 128 .*learning rate kept/ })).toContainText('%')
    await expect(page.getByTestId('experiment-sentences').getByRole('paragraph').first()).toContainText(/batch size/)
    const chart = page.getByRole('group', { name: /^Accuracy at equal epochs/ })
    await chart.focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText(/^Learning rate .+, Batch size 32: \d/)).toBeVisible()
    await picture('answer')
  })

  await test.step('a conclusion with a formula is set, and kept', async () => {
    await page.getByRole('navigation', { name: 'Sections of the sheet' }).getByRole('button', { name: 'Your conclusion' }).click()
    await expect(page.getByRole('heading', { name: 'Your conclusion' })).toBeInViewport()
    await expect(page.getByRole('heading', { name: 'Your conclusion' })).toBeFocused()
    await page.getByLabel('Your conclusion, in Markdown with formulas').fill('Larger is **faster**: $\\eta \\propto B$.')
    await expect(page.getByRole('region', { name: 'Your conclusion, set' }).locator('.katex')).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
    await picture('conclusion')
    await pressView(page, 'train')
    await openSheet()
    await expect(page.getByLabel('Your conclusion, in Markdown with formulas')).toHaveValue(/faster/)
  })

  await test.step('more of it is an extension: what is there is taken over', async () => {
    await page.getByTestId('part-memory').locator('summary').click()
    await page.getByRole('textbox', { name: 'Values of Batch size' }).fill('8, 16, 32')
    await expect(page.getByTestId('experiment-cost')).toContainText('Nothing is trained twice: 8 points are taken over.', { timeout: 20_000 })
    await page.getByRole('button', { name: 'Go on with the changed plan' }).click()
    await expect(progress()).toHaveText('9 of 9 complete', { timeout: 60_000 })
  })

  await test.step('it can be begun anew beside, removed, put back, and removed', async () => {
    await page.getByRole('combobox', { name: 'Record of the experiment' }).click()
    await page.getByRole('option', { name: /^Begin anew/ }).click()
    await expect(page.getByRole('button', { name: 'Start: Quick' })).toBeVisible()
    await page.getByRole('combobox', { name: 'Record of the experiment' }).click()
    await page.getByRole('option', { name: /^Complete: Quick, changed/ }).click()
    const remove = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Remove this record' }).click()
      await page.getByRole('dialog').getByRole('checkbox').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
      await expect(page.getByRole('button', { name: 'Start: Quick' })).toBeVisible()
    }
    await remove()
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('combobox', { name: 'Record of the experiment' })).toContainText('Complete: Quick, changed')
    await expect(progress()).toHaveText('9 of 9 complete')
    await remove()
    await pressView(page, 'runs')
    await expect(page.getByText('No runs yet')).toBeVisible()
  })
})
