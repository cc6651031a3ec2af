// The software Vulkan driver that comes with Electron, for tests that need a GPU or must be kept from the real one.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronExecutable } from '../../../../scripts/setup/electron-binary.mjs'

/** The file that describes SwiftShader to Vulkan's loader, which looks for nothing else while `VK_DRIVER_FILES` names it; null: not here. */
export function softwareDriver(): string | null {
  if (process.platform !== 'linux') return null
  try {
    const path = join(dirname(electronExecutable()), 'vk_swiftshader_icd.json')
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Whether tests of WebGPU must not be left out where it cannot be used. */
export const webGpuTestsMustRun = process.env.CI === 'true'
