// WebGPU in tests: on Linux by the software Vulkan driver that comes with Electron, unless VK_DRIVER_FILES names another.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronExecutable } from '../../../../scripts/setup/electron-binary.mjs'
import { compileTransfer } from '../../program/transfer-program'
import { Session } from '../session'

/**
 * Why WebGPU cannot be used here, or null where it can. Where tests must not be left out (`CI=true`), what uses it fails instead.
 */
export async function whyNoWebGpu(): Promise<string | null> {
  process.env.VK_DRIVER_FILES ??= softwareDriver() ?? ''
  if (process.env.VK_DRIVER_FILES === '') delete process.env.VK_DRIVER_FILES
  try {
    const session = await Session.open(compileTransfer([{ name: 'x', type: 'float32', shape: [1] }]), { device: 'webgpu' })
    await session.close()
    return null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    console.error(`WebGPU cannot be used, so its tests ${mustRun ? 'fail' : 'are left out'}: ${why}`)
    return mustRun ? null : why
  }
}

const mustRun = process.env.CI === 'true'

/** The file that describes SwiftShader to Vulkan's loader. */
function softwareDriver(): string | null {
  if (process.platform !== 'linux') return null
  try {
    const path = join(dirname(electronExecutable()), 'vk_swiftshader_icd.json')
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}
