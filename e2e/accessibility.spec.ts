// axe-core finds no serious violation on any view, in the light and in the dark theme, at the smallest and the usual size.
import type { AxeResults, RunOptions } from 'axe-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page, TestInfo } from '@playwright/test'
import { choose, field, idle, resizeTo, pressView, setUp, test, trainOutside, state, expect } from './lab-window'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The serious violations on the page as it stands, each with the elements that have it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource) // through the debugger, which the page's policy does not concern
  const { violations: found } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { readonly axe: { run: (context: Document, options: RunOptions) => Promise<AxeResults> } }
    return axe.run(document, { resultTypes: ['violations'] })
  })
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`)
}

/** Looks at the page in both themes, under a name for its pictures. */
async function auditing(page: Page, testInfo: TestInfo): Promise<(view: string) => Promise<void>> {
  // Colours on their way to others have no contrast to judge, and a run that ends meanwhile sets them going.
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' })
  return async (view) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
      await idle(page) // charts are drawn anew
      await page.screenshot({ path: testInfo.outputPath(`${view}-${colorScheme}.png`) })
      expect(await violations(page), `${view}, ${colorScheme}`).toEqual([])
    }
  }
}

test('no serious violation on any view, light and dark', async ({ lab }, testInfo) => {
  const { page } = lab
  const audit = await auditing(page, testInfo)

  await audit('no-runs-train')
  await pressView(page, 'runs')
  await expect(page.getByText('No runs yet')).toBeVisible()
  await audit('no-runs')
  await pressView(page, 'train')

  await field(page, 'Learning rate').fill('-1')
  await audit('fault')
  await page.getByText('Optimizer', { exact: true }).first().click()
  await choose(page, 'Optimizer', 'SGD with Nesterov momentum')
  await choose(page, 'Schedule', 'One cycle')
  await field(page, 'Weight decay').fill('5e-4')
  await field(page, 'Gradient limit').fill('0')
  await audit('optimizer')
  await page.locator('summary', { hasText: 'Augmentation' }).click()
  await page.getByRole('switch', { name: 'Random flip' }).click()
  await field(page, 'Random shift').fill('4')
  await field(page, 'Cutout').fill('8')
  await expect(page.getByText('flipped, shifted by up to 4 px, 8 px cut out: differently at every step')).toBeVisible()
  await audit('augmentation')
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '2560', 'Test on first': '500', Epochs: '3' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible()
  await audit('training')
  await expect(page.getByTestId('outcome')).toBeVisible({ timeout: 60_000 })
  await audit('outcome')
  await resizeTo(lab, 1024, 700)
  await audit('outcome-1024')

  await pressView(page, 'runs')
  await audit('runs')
  await page.getByRole('row', { name: /LeNet with ReLU/ }).click()
  await audit('runs-marked')
  await page.getByRole('button', { name: 'Tags' }).click()
  await page.getByLabel('New tag').fill('first')
  await page.keyboard.press('Enter')
  await audit('runs-tags')
  await page.keyboard.press('Escape')
  await page.getByLabel('Filter runs by words and conditions').fill('lenet dropuot = 0')
  await audit('runs-fault')
  await page.getByLabel('Filter runs by words and conditions').fill('')
  await page.getByRole('button', { name: 'Columns' }).click()
  await audit('runs-columns')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clean up' }).click()
  await page.getByRole('dialog').getByLabel('Ended at least so many days ago').fill('0')
  await audit('clean-up')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('row', { name: /LeNet with ReLU/ }).click()
  await page.getByRole('toolbar', { name: 'Marked runs' }).getByRole('button', { name: 'Take along' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('take-along')
  await page.keyboard.press('Escape')
  await page.getByRole('toolbar', { name: 'Marked runs' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Can be undone' })).toBeVisible()
  await audit('deleted')
  await page.keyboard.press('Control+z')
  await page.getByRole('link', { name: /LeNet with ReLU/ }).click()
  await audit('run')
  await pressView(page, 'settings')
  await expect(page.getByTestId('device-cuda')).toBeVisible()
  await audit('settings')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await audit('help')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: /^Theme/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('theme-menu')
  await page.keyboard.press('Escape')

  await pressView(page, 'train')
  await setUp(page, /^LeNet with ReLU/, { Epochs: '200' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible()
  await field(page, 'Batch size').fill('64')
  await page.getByRole('button', { name: 'Train after this run' }).click()
  await pressView(page, 'runs')
  await page.getByRole('button', { name: 'Hold the queue' }).click()
  await expect(page.getByTestId('queue-end')).toHaveText('Held: no further run begins.')
  await audit('queue')
})

test('no serious violation in Model, light and dark', async ({ lab }, testInfo) => {
  const { page } = lab
  const audit = await auditing(page, testInfo)
  const show = (tab: string): Promise<void> => page.getByRole('radio', { name: tab }).check({ force: true })
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'model')
  await expect(page.getByRole('rowheader', { name: 'total', exact: true })).toBeVisible()
  await audit('table')
  await show('Diagram')
  await expect(page.getByTestId('diagram').getByText('max-pooling 3×3, stride 2').first()).toBeVisible()
  await audit('diagram')
  await show('Memory')
  await expect(page.getByText(/^Predicted for/)).toBeVisible()
  await audit('memory')
  await show('Roofline')
  await expect(page.getByText('Device', { exact: true })).toBeVisible()
  await choose(page, 'Device', /^A100/)
  await audit('roofline')
  await show('Compare')
  await expect(page.getByRole('columnheader', { name: /MobileNet V2/ }).first()).toBeVisible()
  await audit('compare')
  await show('Code')
  await expect(page.getByText('nn.Conv2d').first()).toBeVisible()
  await audit('code')
  await resizeTo(lab, 1024, 700)
  await show('Table')
  await page.getByRole('textbox', { name: 'Kernel', exact: true }).fill('300')
  await expect(page.getByText('Something in the list does not fit')).toBeVisible()
  await audit('fault-1024')
})

test('no serious violation in results and comparisons, light and dark', async ({ home, openLab }, testInfo) => {
  for (const seed of ['0', '1', '2']) await trainOutside(home, '--epochs', '2', '--lr', seed === '2' ? '0.01' : '0.05', '--seed', seed, '--title', `seed ${seed}`)
  const lab = await openLab(home)
  const { page } = lab
  const audit = await auditing(page, testInfo)
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'runs')
  await page.getByRole('link', { name: /seed 2/ }).first().click()
  await page.getByText('Results', { exact: true }).click()
  await expect(page.getByTestId('evaluated-images').getByRole('listitem').first()).toBeVisible()
  await audit('results')
  await page.getByTestId('evaluated-images').getByRole('button', { name: /^Image/ }).first().click()
  await expect(page.getByRole('dialog')).toContainText('in the data set')
  await audit('image')
  await page.keyboard.press('Escape')
  await page.getByText('Training', { exact: true }).click()
  await expect(page.getByRole('button', { name: 'Evaluate' })).toBeVisible()
  await audit('not-evaluated')
  await page.locator('header').getByText('Settings', { exact: true }).click()
  await audit('settings-of-run')
  await page.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Add a run' }).click()
  await page.getByRole('option').first().click()
  await expect(page.getByTestId('compare-words')).toContainText('of 200 images')
  await audit('compare')
  await page.getByText('seeds as mean and band').click()
  await resizeTo(lab, 1024, 700)
  await audit('compare-1024')
})

test('no serious violation in sweeps, light and dark', async ({ lab }, testInfo) => {
  const { page } = lab
  const audit = await auditing(page, testInfo)
  await resizeTo(lab, 1024, 700)
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '320', 'Test on first': '100', Epochs: '1' })
  await pressView(page, 'runs')
  await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
  await expect(page.getByText('No sweeps yet')).toBeVisible()
  await audit('no-sweeps')
  await page.getByRole('link', { name: 'New sweep' }).first().click()
  for (const setting of ['Random flip', 'Batch size']) {
    await page.getByRole('button', { name: 'Add a setting' }).click()
    await page.getByRole('option', { name: setting, exact: true }).click()
  }
  await page.getByText('Successive halving', { exact: true }).click()
  await page.getByText('Cluster (SLURM)', { exact: true }).click()
  await audit('sweep-faults')
  await page.getByText('This machine', { exact: true }).click()
  await page.getByText('Grid', { exact: true }).click()
  await page.getByRole('button', { name: 'Do not vary Batch size' }).click()
  await page.getByRole('textbox', { name: 'Values of Learning rate' }).fill('0.1, 100')
  await page.getByRole('button', { name: 'Start the sweep' }).click()
  await expect(page.getByTestId('sweep-progress')).toContainText(/^\d of 4 complete(, \d failed)?$/, { timeout: 60_000 })
  for (const tab of ['Table', 'Chart', 'Parallel', 'Heat map', 'Importance']) {
    await page.getByRole('radiogroup', { name: 'What is shown of the results' }).getByText(tab, { exact: true }).click()
    await audit(`sweep-${tab.toLowerCase().replace(' ', '-')}`)
  }
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await audit('sweep-delete')
})
