// The first session of a user: a run that is trained, paused, resumed and stopped, and found again another day.
import { closeLab, field, keepPicture, pixelsOf, pressView, setUp, test, state, stepsDone, expect } from './lab-window'

test('a run is trained, steered, kept, and found again after a restart', async ({ home, openLab }, testInfo) => {
  const first = await openLab(home)
  const { page } = first

  await test.step('the form says what the run will cost', async () => {
    await setUp(page, /^LeNet, as in the book/, {})
    await setUp(page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
    await expect(page.getByTestId('cost')).toContainText('61.7 k')
    await expect(page.getByTestId('cost')).toContainText(/≈ .+(s|min)/)
    await expect(page.getByLabel('Layers from the image to the classes')).toContainText('16×5×5')
    await expect(page.getByLabel('The first 12 training images').locator('canvas')).toHaveCount(12)
    await keepPicture(page, testInfo, 'before')
  })

  await test.step('training moves figures and curves', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(state(page, 'Training')).toBeVisible()
    await expect(page.getByTestId('tile-testAccuracy')).toContainText('%')
    await expect(page.getByTestId('tile-speed')).toContainText(/^[\d,]+/)
    await expect(page.getByTestId('tile-memory')).toContainText(/^\d+(MB|GB)/)
    const steps = await stepsDone(page)
    const [loss, accuracy] = [await pixelsOf(page, 'loss', 'train'), await pixelsOf(page, 'accuracy', 'test')]
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(steps)
    await expect.poll(() => pixelsOf(page, 'loss', 'train')).toBeGreaterThan(loss)
    await expect.poll(() => pixelsOf(page, 'accuracy', 'test')).toBeGreaterThan(accuracy)
    await expect.poll(() => pixelsOf(page, 'memory', 'measured')).toBeGreaterThan(0)
    await expect.poll(() => pixelsOf(page, 'imagesPerSecond', 'measured')).toBeGreaterThan(0)
    await keepPicture(page, testInfo, 'training')
  })

  await test.step('pausing holds the run, resuming goes on', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(state(page, 'Paused')).toBeVisible()
    const steps = await stepsDone(page)
    await page.waitForTimeout(700) // some hundred steps of a run that goes on
    expect(await stepsDone(page)).toBe(steps)
    await keepPicture(page, testInfo, 'paused')
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(steps)
  })

  await test.step('stopping keeps the run and says where it is', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(state(page, 'Stopped')).toBeVisible()
    await expect(page.getByTestId('outcome')).toContainText('on the first 1,000 of 10,000 test images')
    await expect(page.getByRole('button', { name: /^Resume from (epoch|step)/ })).toBeVisible()
    await keepPicture(page, testInfo, 'stopped')
    await page.getByRole('button', { name: 'New run' }).click()
    await expect(page.getByRole('heading', { name: 'What the network sees' })).toBeVisible()
  })

  await closeLab(first)
  const second = (await openLab(home)).page

  await test.step('after a restart the run is in the list, with its curves', async () => {
    await second.getByRole('link', { name: 'Runs', exact: true }).click()
    const row = second.getByRole('row', { name: /LeNet with ReLU, 200 epochs/ })
    await expect(row).toContainText('Stopped')
    await expect(row).toContainText('%')
    await keepPicture(second, testInfo, 'runs')
    await row.getByRole('link').click()
    await expect.poll(() => pixelsOf(second, 'loss', 'train')).toBeGreaterThan(0)
    await expect.poll(() => pixelsOf(second, 'accuracy', 'test')).toBeGreaterThan(0)
    await keepPicture(second, testInfo, 'run')
  })

  await test.step('and can be resumed, taken over and removed', async () => {
    await second.getByRole('button', { name: /^Resume from/ }).click()
    await expect(state(second, 'Training')).toBeVisible()
    await second.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(state(second, 'Stopped')).toBeVisible()
    await second.getByRole('button', { name: 'Use these settings' }).click()
    await expect(field(second, 'Epochs')).toHaveValue('200')
    await pressView(second, 'runs')
    await second.getByRole('row', { name: /LeNet with ReLU, 200 epochs/ }).click()
    await second.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(second.getByText('1 run deleted.').first()).toBeVisible()
    await expect(second.getByText('No runs yet')).toBeVisible()
  })
})

test('a field that is wrong says so, and nothing starts', async ({ lab: { page } }, testInfo) => {
  await field(page, 'Batch size').fill('0')
  await expect(page.getByText('Batch size must be at least 1.').first()).toBeVisible()
  await expect(field(page, 'Batch size')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled()
  await page.getByRole('button', { name: 'Batch size must be at least 1.' }).click()
  await expect(field(page, 'Batch size')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await pressView(page, 'runs')
  await expect(page.getByText('No runs yet')).toBeVisible()
  await keepPicture(page, testInfo, 'no-runs')
})

test('AlexNet as in the book is told to take hours, with the quick preset as the way out', async ({ lab: { page } }, testInfo) => {
  await setUp(page, /^AlexNet, as in the book/, {})
  await expect(page.getByText(/AlexNet at 224×224 wants a GPU/)).toBeVisible()
  await expect(page.getByLabel('Layers from the image to the classes')).toContainText('1×224×224')
  await keepPicture(page, testInfo, 'alexnet')
  await page.getByRole('button', { name: 'Take the quick preset' }).click()
  await expect(field(page, 'Train on first')).toHaveValue('2560')
  await expect(field(page, 'Dropout')).toHaveValue('0.5')
})
