// The GPU through WebGPU, as a probe found it: Vulkan on Linux, Direct3D 12 on Windows, Metal on macOS.
import { phrase } from '@language/phrase'
import { deviceTitle } from '@common/words/device-title'
import { asSentence } from '@common/words/sentences'
import type { DeviceInfo } from '@contract/devices/devices'
import { totalmem } from 'node:os'
import { direct3dAdapter, vulkanAdapter, vulkanDevices, type Adapter } from './adapter'
import { processorModel } from './cpu'
import { gpuOfWebgpu } from './nvidia-gpu-of'
import type { NvidiaGpu } from './nvidia-smi'
import type { ProbeOutcome } from './probe'
import { unusableGpu, usableGpu, type WhyNot } from './gpu'

/** Whether a GPU is AMD's, by its name. */
export function isAmd(name: string): boolean {
  return /\b(AMD|Radeon)\b/i.test(name)
}

/**
 * @param gpus NVIDIA's GPUs, with facts that WebGPU does not report
 * @param amdMemoryBytes memory of the AMD GPU; null where its driver does not report it
 */
export function webgpuDevice(outcome: ProbeOutcome, gpus: readonly NvidiaGpu[], amdMemoryBytes: number | null, platform = process.platform): DeviceInfo {
  if (outcome.problem) return unusableGpu('webgpu', phrase('GPU through WebGPU'), whyNot(outcome.problem.message, outcome.log, platform))
  const { name, driver, memoryBytes, isSoftware } = adapterOf(outcome.log, platform)
  const nvidia = isSoftware ? null : gpuOfWebgpu(gpus, name)
  return usableGpu('webgpu', {
    title: deviceTitle({ device: 'webgpu', card: name, isSoftware, threads: null }),
    card: name,
    driver: nvidia ? `NVIDIA ${nvidia.driverVersion}` : driver,
    memoryBytes: nvidia?.memoryBytes ?? memoryBytes ?? (isAmd(name) && !isSoftware ? amdMemoryBytes : null),
    isSoftware,
  })
}

function adapterOf(log: string, platform: NodeJS.Platform): Adapter {
  switch (platform) {
    case 'win32':
      return direct3dAdapter(log)
    case 'darwin':
      // ONNX Runtime comes for Apple's own processors alone, whose GPU shares their name and their memory.
      return { name: `${processorModel() ?? 'Apple'} GPU`, driver: 'Metal', memoryBytes: totalmem(), isSoftware: false }
    default:
      return vulkanAdapter(log) ?? { name: 'GPU', driver: '', memoryBytes: null, isSoftware: false }
  }
}

/** Why a probe failed, and what to do. */
function whyNot(message: string, log: string, platform: NodeJS.Platform): WhyNot {
  const driver: Omit<WhyNot, 'reason'> =
    platform === 'linux'
      ? {
          remedy: phrase('Install the Vulkan driver of your GPU (on Debian and Ubuntu, for AMD and Intel, by the command below), then look again.'),
          command: 'sudo apt-get install mesa-vulkan-drivers',
        }
      : { remedy: phrase('Update the driver of your graphics card, then look again.') }
  if (log.includes('libvulkan.so.1: cannot open')) {
    return {
      reason: phrase('The Vulkan loader, libvulkan.so.1, is not installed.'),
      remedy: phrase('Install it with the Vulkan driver of your GPU (on Debian and Ubuntu by the command below), then look again.'),
      command: 'sudo apt-get install libvulkan1 mesa-vulkan-drivers',
    }
  }
  if (message.includes('No supported adapters')) {
    const found = vulkanDevices(log)
    if (found.length > 0) return { reason: phrase('{gpus} lacks what WebGPU needs.', { gpus: found.join(phrase(' and  § between the names of GPUs')) }), ...driver }
    return { reason: platform === 'linux' ? phrase('No Vulkan driver finds a GPU.') : phrase('No GPU was found that WebGPU can use.'), ...driver }
  }
  return { reason: sentence(message), ...driver }
}

/** ONNX Runtime's message without the place in its source that it begins with. */
function sentence(message: string): string {
  const [first = ''] = message.replace(/^.* was false\. /s, '').trim().split('\n')
  return asSentence(first)
}
