// On any view axe-core finds no serious violation in the light and in the dark theme, and nothing is cut off or runs over something else from the smallest window at 200 % to a screen of 3840 by 2160.
import type { AxeResults, RunOptions } from 'axe-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { screens, showInWindow, showOn } from './page-conditions'
import { layoutFaults } from './page-geometry'
import { writeFlowers } from './flowers'
import { choose, chooseSegment, dropFiles, field, idle, keepPicture, resizeTo, pressView, setUp, test, trainOutside, withoutTransitions, state, expect, type LabWindow } from './lab-window'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Theme = 'light' | 'dark'

/** In the page: waits until no answer is waited for and nothing comes or goes any more; half transparent words have no contrast. */
async function settled(): Promise<void> {
  const patience = performance.now() + 5000
  while (document.querySelector('[aria-busy="true"]') && performance.now() < patience) await new Promise((resolve) => { setTimeout(resolve, 50) })
  const moving = (): readonly Animation[] => document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
  while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished))
}

const otherTheme: Readonly<Record<Theme, Theme>> = { light: 'dark', dark: 'light' }

/** Rules that a change of colours alone can break: those by which the second theme is judged. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** What axe-core calls a violation that nobody can pass over. */
const grave = ['serious', 'critical']

/** The serious violations on the page as it stands, each with the elements that have it. @param rules only these; all by default */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Once a page; through the debugger, which the page's policy does not concern.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axeSource)
  const { violations: found } = await page.evaluate(({ only, grave }) => {
    interface Axe {
      readonly run: (context: Document, options: RunOptions) => Promise<AxeResults>
      readonly _audit: { readonly rules: readonly { readonly id: string; readonly impact: string }[] }
    }
    const { axe } = globalThis as unknown as { readonly axe: Axe }
    // A violation is as serious as its rule: those of the other rules would be passed over.
    const others = axe._audit.rules.filter(({ impact }) => !grave.includes(impact)).map(({ id }) => [id, { enabled: false }] as const)
    // Frames have no axe-core in them: to ask them means half a second without an answer.
    return axe.run(document, { resultTypes: ['violations'], iframes: false, ...only ? { runOnly: [...only] } : { rules: Object.fromEntries(others) } })
  }, { only: rules, grave })
  return found
    .filter(({ impact }) => grave.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`)
}

/** In the page: waits for the frame in which it has a theme. */
function themed(theme: Theme): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.documentElement.classList.contains(theme)) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Looks at the page in both themes and on all screens, under a name for its pictures. */
async function auditing(page: Page, testInfo: TestInfo): Promise<(view: string) => Promise<void>> {
  // Colours on their way to others have no contrast to judge, and a run that ends meanwhile sets them going.
  await withoutTransitions(page)
  let shown: Theme = 'light'
  return async (view) => {
    // The theme of the place before is the first here: to change it takes as long as to judge by some rules.
    const themes = [shown, otherTheme[shown]]
    for (const [index, colorScheme] of themes.entries()) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(themed, colorScheme)
      await page.evaluate(settled)
      await idle(page) // charts are drawn anew
      await keepPicture(page, testInfo, `${view}-${colorScheme}`)
      expect(await violations(page, index === 0 ? undefined : rulesOfColour), `${view}, ${colorScheme}`).toEqual([])
      shown = colorScheme
    }
    // A window that shrinks beneath an open menu takes the button away that the menu hangs on; nobody zooms there.
    const hasMenu = await page.locator('[data-reka-popper-content-wrapper]').count() > 0
    for (const screen of screens.filter(({ width }) => width > 512 || !hasMenu)) {
      await showOn(page, screen)
      await expect.poll(() => layoutFaults(page), `${view}, ${screen.name}`).toEqual([]) // charts take their new size a frame later
    }
    await showInWindow(page)
  }
}

/** Looks at all that brings data sets into the lab and removes them, from Data. @param folder is filled with images */
async function auditImports({ page }: LabWindow, folder: string, audit: (view: string) => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await audit('import-menu')
  await page.getByRole('menuitem', { name: /^A known set/ }).click()
  await expect(dialog).toContainText('CIFAR-10')
  await audit('known-sets')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  writeFlowers(folder)
  await dropFiles(page, [folder], 'Drop a folder')
  await expect(dialog).toContainText('24×20 colour', { timeout: 30_000 })
  await dialog.getByText('1 file would be left out').click()
  await field(page, 'Width').fill('0')
  await expect(dialog).toContainText('The width must be at least 1 pixel.')
  await audit('import')
  await field(page, 'Width').fill('20')
  const start = dialog.getByRole('button', { name: 'Import', exact: true })
  await expect(start).toBeEnabled({ timeout: 30_000 })
  await start.click()
  await expect(page.getByRole('region', { name: 'The import' })).toContainText('42 images', { timeout: 30_000 })
  await audit('imported')
  await page.getByRole('button', { name: 'More about Flowers' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await expect(dialog).toContainText('No run and no sweep refers to it.')
  await audit('remove-set')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** The title of a report in its preview. */
const previewOf = (page: Page): Locator => page.frameLocator('[data-testid="report-preview"]').getByRole('heading', { level: 1 })

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
  await page.locator('summary', { hasText: 'Preprocessing' }).click()
  await audit('preprocessing')
  await page.locator('summary', { hasText: 'Augmentation' }).click()
  await field(page, 'Random flip').fill('0.5')
  await field(page, 'Random shift').fill('4')
  await field(page, 'Cutout').fill('8')
  await expect(page.getByText('flipped, shifted by up to 4 px, 8 px cut out: differently in every epoch')).toBeVisible()
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
  await page.getByRole('link', { name: 'Report' }).click()
  await expect(previewOf(page)).toBeVisible({ timeout: 30_000 })
  await audit('report')
  await page.getByRole('button', { name: 'Other formats' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('report-formats')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
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
  const show = (tab: string): Promise<void> => chooseSegment(page, tab)
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

test('no serious violation in Data, light and dark', async ({ lab, home }, testInfo) => {
  const { page } = lab
  const audit = await auditing(page, testInfo)
  const show = (tab: string): Promise<void> => page.getByRole('radiogroup', { name: 'What is shown of the set' }).getByText(tab, { exact: true }).click()
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'data')
  await expect(page.getByTestId('network-inputs').locator('canvas')).toHaveCount(1)
  await page.getByRole('button', { name: 'Coat 6,000 images' }).click()
  await page.getByTestId('image-panel').locator('summary', { hasText: 'Augmentation' }).click()
  await field(page, 'Random rotation').fill('40')
  await expect(page.getByTestId('network-inputs').locator('canvas')).toHaveCount(9)
  await page.getByTestId('image-panel').locator('summary', { hasText: 'Correct the label' }).click()
  await audit('data')
  await choose(page, 'Order of the images', 'highest loss first')
  await expect(page.getByText('Train one, then its losses order the images.')).toBeVisible()
  await resizeTo(lab, 1024, 700)
  await audit('data-losses-1024')
  await page.getByTestId('image-grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('1 of 6,000')
  await audit('data-large')
  await page.keyboard.press('Escape')
  await auditImports(lab, join(home, 'Flowers'), audit)
  await show('Facts')
  await expect(page.getByTestId('dataset-facts')).toContainText('Every class has 6,000 training images.')
  await audit('data-facts')
  await show('Duplicates')
  await expect(page.getByTestId('near-duplicates-words')).toContainText('look alike', { timeout: 120_000 })
  await audit('data-duplicates')
})

test('no serious violation in results and comparisons, light and dark', async ({ home, openLab }, testInfo) => {
  // One after another: the newest of them is chosen first below.
  for (const seed of ['0', '1', '2']) await trainOutside(home, '--epochs', '2', '--lr', seed === '2' ? '0.01' : '0.05', '--seed', seed, '--telemetry', '2', '--title', `seed ${seed}`)
  const lab = await openLab(home)
  const { page } = lab
  const audit = await auditing(page, testInfo)
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'runs')
  await page.getByRole('link', { name: /seed 2/ }).first().click()
  await page.getByText('Layers', { exact: true }).click()
  const layers = page.getByTestId('layer-telemetry').getByRole('group', { name: /^Size of the output: 5 samples; at step 8: conv1 / })
  await layers.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowDown')
  await expect(layers).toContainText(/Step 8, relu1: 0\.\d/)
  await audit('layers')
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

test('no serious violation in Inspect, light and dark', async ({ home, openLab }, testInfo) => {
  await trainOutside(home, '--epochs', '2', '--title', 'looked into')
  const lab = await openLab(home)
  const { page } = lab
  const audit = await auditing(page, testInfo)
  const show = async (tab: string): Promise<void> => {
    await page.getByRole('radiogroup', { name: 'What is looked at' }).getByText(tab, { exact: true }).click()
  }
  await resizeTo(lab, 1280, 800)
  await pressView(page, 'inspect')
  await show('Filters')
  await expect(page.getByTestId('inspection-answer')).toContainText(/Recognised|Taken for/)
  await expect(page.getByTestId('filter-mosaic')).toBeVisible()
  await audit('filters')
  await page.getByTestId('filter-mosaic').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('filter-detail')).toContainText('Filter 0')
  await page.getByRole('radiogroup', { name: 'What is drawn of the filters' }).getByText('Spectrum').click()
  await audit('filter')
  await page.getByRole('button', { name: 'Its feature map' }).click()
  await expect(page.getByTestId('unit-detail')).toContainText('Map 0 of conv1')
  await audit('maps')
  await page.getByRole('button', { name: 'Look for dead units' }).click()
  await expect(page.getByTestId('dead-units')).toContainText('over the first', { timeout: 30_000 })
  await resizeTo(lab, 1024, 700)
  await audit('units-1024')
  await resizeTo(lab, 1280, 800)
  for (const tab of ['Try it', 'Why', 'Adversary', 'Maximise']) {
    await show(tab)
    if (tab === 'Why') await page.getByRole('switch', { name: /^Sanity check/ }).click()
    if (tab === 'Adversary') await expect(page.getByTestId('smallest-step')).toBeVisible()
    if (tab === 'Maximise') {
      await page.getByRole('button', { name: 'Start' }).click()
      await expect(page.getByRole('img', { name: /^An image that .* likes$/ })).toBeVisible()
    }
    await idle(page)
    await audit(tab.toLowerCase().replace(' ', '-'))
  }
  await show('Embedding')
  await expect(page.getByTestId('embedding')).toContainText('in the space of the last hidden layer')
  await page.getByRole('button', { name: 'Find them' }).click()
  await expect(page.getByTestId('embedding').getByTestId('nearest-images').getByRole('listitem')).toHaveCount(12)
  await audit('embedding')
  await page.locator('#inspected-network').click()
  await expect(page.getByRole('option', { name: /^looked into/ })).toBeVisible()
  await page.getByRole('option', { name: /^Raw pixels/ }).click()
  await show('Filters')
  await expect(page.getByTestId('filters-tab')).toContainText('This network has no convolution')
  await audit('no-filters')
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
  await page.getByRole('link', { name: 'Report' }).click()
  await expect(previewOf(page)).toBeVisible({ timeout: 30_000 })
  await audit('sweep-report')
  await page.getByRole('link', { name: 'Sweep', exact: true }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await audit('sweep-delete')
})

test('no serious violation in experiments, light and dark', async ({ lab }, testInfo) => {
  const { page } = lab
  const audit = await auditing(page, testInfo)
  await resizeTo(lab, 1024, 700)
  await pressView(page, 'experiments')
  await expect(page.getByTestId('experiment-batch-size')).toContainText(/Quick: ≈/, { timeout: 20_000 })
  await audit('experiments')
  await page.getByTestId('experiment-relu-or-sigmoid').getByRole('link').click()
  await expect(page.getByTestId('size-quick')).toContainText(/time≈/, { timeout: 20_000 })
  const part = page.getByTestId(/^part-/).first()
  await part.locator('summary').click()
  await part.getByLabel(/^Seeds of/).fill('0, x')
  await audit('experiment-fault')
  await part.getByLabel(/^Seeds of/).fill('0')
  await part.getByLabel(/^Epochs of/).fill('1')
  await part.getByLabel(/^Train on first of/).fill('64')
  await part.getByLabel(/^Test on first of/).fill('64')
  await page.getByTestId('experiment-start').click()
  await expect(page.getByTestId('experiment-table').getByRole('row').nth(1)).toContainText('%', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByLabel('Your conclusion, in Markdown with formulas').fill('**Clear**: $a^2$')
  await expect(page.getByRole('region', { name: 'Your conclusion, set' }).locator('.katex')).toBeVisible()
  await audit('experiment')
  await page.getByRole('link', { name: 'Report' }).click()
  await expect(previewOf(page)).toBeVisible({ timeout: 30_000 })
  await audit('experiment-report')
  await page.getByRole('link', { name: 'Experiment', exact: true }).click()
  await page.getByRole('button', { name: 'Remove this record' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await audit('experiment-remove')
})
