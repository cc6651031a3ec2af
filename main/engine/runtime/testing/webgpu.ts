// WebGPU in tests: on Linux by the software Vulkan driver that comes with Electron, unless VK_DRIVER_FILES names another.
import { compileTransfer } from '../transfer-program'
import { Session } from '../session'
import { softwareDriver, webGpuTestsMustRun } from './software-driver'

/**
 * A session that is never closed: with its last one, ONNX Runtime gives back the device and all compiled shaders, and compiling them takes most of the time
 * of these tests.
 */
let keepsShaders: Session | null = null

/**
 * The reason why WebGPU cannot be used here; null where it can. With `CI=true` always null, so that tests of WebGPU fail rather than be left out.
 */
export async function whyNoWebGpu(): Promise<string | null> {
  process.env.VK_DRIVER_FILES ??= softwareDriver() ?? ''
  if (process.env.VK_DRIVER_FILES === '') delete process.env.VK_DRIVER_FILES
  try {
    keepsShaders ??= await Session.open(compileTransfer([{ name: 'x', type: 'float32', shape: [1] }]), { device: 'webgpu' })
    return null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    console.error(`WebGPU cannot be used, so its tests ${webGpuTestsMustRun ? 'fail' : 'are left out'}: ${why}`)
    return webGpuTestsMustRun ? null : why
  }
}
