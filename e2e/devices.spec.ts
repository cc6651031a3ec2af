// Devices as the user meets them: the choice names what can be used and why the rest cannot, Settings tells what to do, and looks again.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronExecutable } from '../scripts/setup/electron-binary.mjs'
import { expect, field, setUp, test } from './lab-window'

/** The driver of a GPU in software that comes with Electron; Vulkan's loader finds nothing else while it is named. */
const softwareDriver = join(dirname(electronExecutable()), 'vk_swiftshader_icd.json')
const variable = 'VK_DRIVER_FILES'
const before = process.env[variable]

test.skip(process.platform !== 'linux', 'elsewhere a GPU driver cannot be hidden from the window')
test.afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, variable)
  else process.env[variable] = before
})

test('without a driver the CPU is left, and Settings tells what to install', async ({ home, openLab }, testInfo) => {
  process.env[variable] = '/nowhere/driver.json'
  const { page } = await openLab(home)
  await page.getByRole('combobox', { name: 'Device' }).click()
  await expect(page.getByRole('option', { name: 'Automatic' }).filter({ hasText: 'here: CPU' })).toBeVisible()
  await expect(page.getByRole('option', { name: 'GPU through WebGPU' }).filter({ hasText: 'Settings tells what to do' })).toBeDisabled()
  await page.screenshot({ path: testInfo.outputPath('choice.png') })
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+3')
  await expect(page.getByTestId('device-cpu')).toContainText('Usable')
  await expect(page.getByTestId('device-webgpu')).toContainText(/Vulkan.*apt-get install .*look again/)
  await expect(page.getByTestId('device-cuda')).toContainText('Not usable')
  await page.screenshot({ path: testInfo.outputPath('settings.png') })
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByTestId('device-webgpu')).toContainText('Not usable')

  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)

  await page.keyboard.press('Control+1')
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '640', 'Test on first': '200', Epochs: '1' })
  await expect(page.getByTestId('cost')).toContainText('measured on CPU')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.getByTestId('outcome')).toContainText(/Memory: .* at the peak, .* predicted\./)
})

test('a GPU in software is called so, may be chosen, and is not what the automatic choice takes', async ({ home, openLab }) => {
  test.skip(!existsSync(softwareDriver), 'this Electron comes without that driver')
  process.env[variable] = softwareDriver
  const { page } = await openLab(home)
  await page.keyboard.press('Control+3')
  await expect(page.getByTestId('device-webgpu')).toContainText(/SwiftShader.*software.*right results, slowly/i, { timeout: 30_000 })
  await page.keyboard.press('Control+1')
  await page.getByRole('combobox', { name: 'Device' }).click()
  await expect(page.getByRole('option', { name: 'Automatic' }).filter({ hasText: 'here: CPU' })).toBeVisible()
  await page.getByRole('option', { name: /^SwiftShader/ }).click()
  await expect(field(page, 'Device')).toContainText('SwiftShader')
})
