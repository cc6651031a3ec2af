// The software Vulkan driver that comes with Electron, for tests that need a GPU or must be kept from the real one.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronExecutable } from '../../../../scripts/setup/electron-binary.mjs'

/** Path of SwiftShader's manifest for `VK_DRIVER_FILES`: with it, Vulkan's loader finds this driver only. Null: there is none here. */
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
