// Devices as the user meets them: the choice names what can be used and why the rest cannot, Settings tells what to do, and looks again.
import { softwareDriver } from '../main/engine/runtime/testing/software-driver'
import { field, keepPicture, pressView, setUp, test, expect } from './lab-window'

/** Variables that lead to a GPU: its driver for Vulkan's loader, and CUDA's list of the GPUs that it may use. */
const variables = ['VK_DRIVER_FILES', 'CUDA_VISIBLE_DEVICES'] as const
const before = variables.map((variable) => [variable, process.env[variable]] as const)

/** Leaves the window this driver alone, a file's path. */
function leaveOnly(driver: string): void {
  process.env.VK_DRIVER_FILES = driver
  process.env.CUDA_VISIBLE_DEVICES = ''
}

test.skip(process.platform !== 'linux', 'elsewhere a GPU driver cannot be hidden from the window')
test.afterEach(() => {
  for (const [variable, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, variable)
    else process.env[variable] = value
  }
})

test('without a driver the CPU is left, and Settings tells what to install', async ({ home, openLab }, testInfo) => {
  leaveOnly('/nowhere/driver.json')
  const { page } = await openLab(home)
  await page.getByRole('combobox', { name: 'Device' }).click()
  await expect(page.getByRole('option', { name: 'Automatic' }).filter({ hasText: 'here: CPU' })).toBeVisible()
  await expect(page.getByRole('option', { name: 'GPU through WebGPU' }).filter({ hasText: 'Settings tells what to do' })).toBeDisabled()
  await keepPicture(page, testInfo, 'choice')
  await page.keyboard.press('Escape')

  await pressView(page, 'settings')
  await expect(page.getByTestId('device-cpu')).toContainText('Usable')
  await expect(page.getByTestId('device-webgpu')).toContainText(/Vulkan.*look again/)
  await expect(page.getByTestId('device-webgpu').locator('code')).toHaveText(/^sudo apt-get install [\w -]+$/)
  await expect(page.getByTestId('device-webgpu').getByRole('button', { name: 'Copy' })).toBeVisible()
  await expect(page.getByTestId('device-cuda')).toContainText('Not usable')
  await keepPicture(page, testInfo, 'settings')
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByTestId('device-webgpu')).toContainText('Not usable')

  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)

  await pressView(page, 'train')
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '640', 'Test on first': '200', Epochs: '1' })
  await expect(page.getByTestId('cost')).toContainText('measured on CPU')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.getByTestId('outcome')).toContainText(/Memory: .* at the peak, .* predicted\./)
})

test('a GPU in software is called so, may be chosen, and is not what the automatic choice takes', async ({ home, openLab }) => {
  const driver = softwareDriver()
  test.skip(driver === null, 'this Electron comes without that driver')
  leaveOnly(driver ?? '')
  const { page } = await openLab(home)
  await pressView(page, 'settings')
  await expect(page.getByTestId('device-webgpu')).toContainText(/SwiftShader.*software.*right results, slowly/i, { timeout: 30_000 })
  await pressView(page, 'train')
  await page.getByRole('combobox', { name: 'Device' }).click()
  await expect(page.getByRole('option', { name: 'Automatic' }).filter({ hasText: 'here: CPU' })).toBeVisible()
  await page.getByRole('option', { name: /^SwiftShader/ }).click()
  await expect(field(page, 'Device')).toContainText('SwiftShader')
})
