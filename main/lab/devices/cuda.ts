// An NVIDIA GPU through CUDA, as a probe found it.
import { phrase } from '@language/phrase'
import { deviceTitle } from '@common/words/device-title'
import type { DeviceInfo } from '@contract/devices/devices'
import { fetchCudaProvider } from './cuda-provider'
import { unusableGpu, usableGpu, type WhyNot } from './gpu'
import type { NvidiaGpu } from './nvidia-smi'
import type { ProbeOutcome } from './probe'

const needed = phrase('CUDA 12 and cuDNN 9')
const title = titleOf(null)

/** On every machine but Linux on x64. */
export function cudaElsewhere(): DeviceInfo {
  const reason = phrase('ONNX Runtime has CUDA for Linux on x64 only.')
  return unusableGpu('cuda', title, { reason, remedy: phrase('Train on the GPU through WebGPU.') })
}

/** Where ONNX Runtime's library for CUDA is not installed. */
export function cudaWithoutProvider(gpus: readonly NvidiaGpu[]): DeviceInfo {
  const reason = phrase("ONNX Runtime's CUDA provider is not installed")
  if (gpus.length > 0) {
    return unusableGpu('cuda', title, { reason: phrase('{fault}.', { fault: reason }), remedy: phrase('Install {needed}, fetch the provider by the command below, then look again.', { needed }), command: fetchCudaProvider })
  }
  return unusableGpu('cuda', title, {
    reason: phrase('{fault}, and no NVIDIA driver answers.', { fault: reason }),
    remedy: phrase('With an NVIDIA GPU: install its driver, {needed}, fetch the provider by the command below, then look again.', { needed }),
    command: fetchCudaProvider,
  })
}

/** @param gpu the one that CUDA takes; null where that is not told */
export function cudaDevice({ problem, log }: ProbeOutcome, gpu: NvidiaGpu | null): DeviceInfo {
  if (problem) return unusableGpu('cuda', title, whyNot(problem.message, log))
  return usableGpu('cuda', {
    title: titleOf(gpu?.name ?? null),
    card: gpu?.name ?? null,
    driver: gpu ? `NVIDIA ${gpu.driverVersion}` : '',
    memoryBytes: gpu?.memoryBytes ?? null,
    isSoftware: false,
  })
}

function titleOf(card: string | null): string {
  return deviceTitle({ device: 'cuda', card, isSoftware: false, threads: null })
}

/** Why a probe failed: by the library that the loader missed, or the error of CUDA or one of its libraries. */
function whyNot(message: string, log: string): WhyNot {
  const [, library] = /with error: (lib[^\s:]+\.so[.\d]*): cannot open shared object file/.exec(log) ?? []
  if (library !== undefined) {
    const owner = library.startsWith('libcudnn') ? phrase('cuDNN 9 for CUDA 12') : library === 'libcuda.so.1' ? phrase("NVIDIA's driver") : 'CUDA 12'
    return {
      reason: phrase('{library} is not found.', { library }),
      remedy: phrase('Install {owner}, or name its folder in LD_LIBRARY_PATH; {needed} are needed. Then look again.', { owner, needed }),
    }
  }
  const [, failure] = /\b((?:CUDA|CUDNN|CUDNN_FE|CUBLAS) failure -?\d+: [^;\n]+)/.exec(`${message}\n${log}`) ?? []
  const reason = (failure ?? message.split('\n')[0] ?? '').trim().replace(/\.?$/, '.')
  if (reason.startsWith('CUDNN')) return { reason, remedy: phrase('Install all of cuDNN 9 for CUDA 12, or name its folder in LD_LIBRARY_PATH; then look again.') }
  return { reason, remedy: phrase('Install a driver that supports CUDA 12, and {needed}; then look again.', { needed }) }
}
