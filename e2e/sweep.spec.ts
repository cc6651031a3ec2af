// A sweep of six points, of which one or two diverge: written in the form, watched, repeated, looked at in all its charts, extended and deleted.
import { choose, field, keepPicture, pressView, resizeTo, setUp, test, expect } from './lab-window'
import { repeatably } from './repeatably'

test('a sweep is written, trained, told of, repeated and looked at', async ({ lab }, testInfo) => {
  const { page } = lab
  const picture = (name: string): Promise<void> => keepPicture(page, testInfo, name)
  const tab = (name: string): Promise<void> => page.getByRole('radiogroup', { name: 'What is shown of the results' }).getByText(name, { exact: true }).click()
  const progress = page.getByTestId('sweep-progress')
  /** With a learning rate of 100, one of the two points diverges or both do; the other one learns nothing. */
  const ended = /^[45] of 6 complete, [12] failed$/
  /** Shows the newest sweep by way of the list. */
  const showSweep = async (): Promise<void> => {
    await pressView(page, 'runs')
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await page.getByTestId(/^sweep-/).first().click()
  }
  await resizeTo(lab, 1280, 800)

  await test.step('the form says what is wrong, and what it will cost', async () => {
    await setUp(page, /^LeNet with ReLU/, { 'Train on first': '1280', 'Test on first': '200', Epochs: '1' })
    await page.getByRole('button', { name: 'Sweep these settings' }).click()
    await expect(page.getByRole('heading', { name: 'New sweep' })).toBeVisible()
    const rates = field(page, 'Values of Learning rate').last()
    await rates.fill('0.05, fast')
    await expect(page.getByText('Learning rate: “fast” is no number.').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start the sweep' })).toBeDisabled()
    await page.getByRole('button', { name: 'Add a setting' }).click()
    await page.getByRole('option', { name: 'Random flip' }).click()
    await rates.fill('0.05, 0.2, 100') // at once, while the list of settings closes
    await expect(rates).toHaveValue('0.05, 0.2, 100')
    await page.getByRole('button', { name: 'Add a setting' }).click()
    await page.getByRole('option', { name: 'Batch size' }).click()
    await field(page, 'Values of Batch size').last().fill('32, 640')
    await expect(field(page, 'Values of Batch size').last()).toHaveValue('32, 640')
    await page.getByRole('button', { name: 'Do not vary Batch size' }).click()
    await expect(rates).toHaveValue('0.05, 0.2, 100')
    await expect(page.getByTestId('sweep-cost')).toContainText(/runs\s*6/)
    await expect(page.getByTestId('sweep-cost')).toContainText(/≈ .+(s|min)/)
    await picture('form')
    const file = testInfo.outputPath('rates.json')
    await repeatably(() => lab.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, file))
    await page.getByRole('button', { name: 'Save as file' }).click()
    await rates.fill('0.3')
    await page.getByRole('button', { name: 'Open file' }).click()
    await expect(rates).toHaveValue('0.05, 0.2, 100')
    await expect(page.getByTestId('sweep-cost')).toContainText(/runs\s*6/)
  })

  await test.step('it trains point after point; what diverges is told', async () => {
    await page.getByRole('button', { name: 'Start the sweep' }).click()
    await expect(progress).toContainText('of 6 complete')
    await picture('going-on')
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(page.getByText('Paused', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(progress).toHaveText(ended, { timeout: 120_000 })
    await expect(page.getByTestId('failed-points')).toContainText(/[12] points? failed/)
    await expect(page.getByTestId('sweep-best')).toContainText('%')
  })

  await test.step('the failed point alone can be repeated', async () => {
    await page.getByRole('button', { name: /^Repeat failed point/ }).first().click()
    await expect(progress).toContainText('training', { timeout: 20_000 })
    await expect(progress).toHaveText(ended, { timeout: 60_000 }) // the same run ends in the same way
  })

  await test.step('the results are a table, a chart, parallel coordinates, a heat map, and importance', async () => {
    await expect(page.getByTestId('points').getByRole('row')).toHaveCount(7)
    await picture('table')
    await page.getByRole('button', { name: 'Learning rate', exact: true }).click()
    await expect(page.getByTestId('points').getByRole('row').nth(1)).toContainText('0.05')
    await tab('Chart')
    await expect(page.getByRole('img', { name: /^Test accuracy over learning rate/ })).toBeVisible()
    await picture('chart')
    await tab('Parallel')
    await page.getByLabel('learning rate from').fill('0.1')
    await page.getByLabel('learning rate from').press('Enter')
    await expect(page.getByTestId('parallel')).toContainText('4 of 6 points chosen.')
    await expect(page.getByTestId('points').getByRole('row')).toHaveCount(5)
    await picture('parallel')
    await tab('Heat map')
    await expect(page.getByTestId('heat-map').getByRole('cell').filter({ hasText: '%' }).nth(3)).toBeVisible()
    await picture('heat-map')
    await tab('Importance')
    await expect(page.getByTestId('importance')).toContainText('The test accuracy is known at too few points yet') // the grid has a gap
    await choose(page, 'Figure', 'Images/s') // which the failed point has, too
    await expect(page.getByTestId('importance')).toContainText('All combinations were measured equally often')
    await expect(page.getByTestId('importance').getByRole('row')).toHaveCount(3)
    await picture('importance')
  })

  await test.step('its points lead to their runs, and marked ones to the comparison', async () => {
    await tab('Table')
    await page.getByRole('checkbox', { name: 'Mark point 1' }).click()
    await page.getByRole('checkbox', { name: 'Mark point 2' }).click()
    await expect(page.getByText('2 runs marked')).toBeVisible()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Compare', exact: true })).toBeVisible()
    await showSweep()
    await page.getByRole('link', { name: 'Run of point 1' }).click()
    await expect(page.getByRole('article', { name: /^Run / })).toBeVisible()
    await expect(page.getByText('Point 1 of the sweep')).toBeVisible()
    await picture('run')
  })

  await test.step('it is in the list, can be extended, and deleted with its runs', async () => {
    await pressView(page, 'runs')
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click()
    await expect(page.getByTestId(/^sweep-/).first()).toContainText(/[45] of 6 complete, [12] failed/)
    await picture('list')
    await page.getByTestId(/^sweep-/).first().click()
    await page.getByRole('link', { name: 'Extend' }).click()
    await field(page, 'Values of Learning rate').last().fill('0.05, 0.1, 0.2, 100')
    await expect(page.getByTestId('sweep-cost')).toContainText(/runs\s*8/)
    await page.getByRole('button', { name: 'Extend the sweep' }).click()
    await expect(progress).toHaveText(/^[67] of 8 complete, [12] failed$/, { timeout: 60_000 })
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('checkbox', { name: /^Delete its 8 runs/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('No sweeps yet')).toBeVisible()
    await page.getByRole('link', { name: 'Runs', exact: true }).last().click()
    await expect(page.getByText('No runs yet')).toBeVisible()
  })
})
