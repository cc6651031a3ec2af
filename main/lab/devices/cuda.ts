// An NVIDIA GPU through CUDA, as a probe found it.
import type { DeviceInfo } from '@contract/devices/devices'
import { fetchCudaProvider } from './cuda-provider'
import { unusableGpu, usableGpu, type WhyNot } from './gpu'
import type { NvidiaGpu } from './nvidia-smi'
import type { ProbeOutcome } from './probe'

const needed = 'CUDA 12 and cuDNN 9'
const title = 'NVIDIA GPU through CUDA'

/** On every machine but Linux on x64. */
export function cudaElsewhere(): DeviceInfo {
  const reason = 'ONNX Runtime has CUDA for Linux on x64 only.'
  return unusableGpu('cuda', title, { reason, remedy: 'Train on the GPU through WebGPU.' })
}

/** Where ONNX Runtime's library for CUDA is not installed. */
export function cudaWithoutProvider(gpus: readonly NvidiaGpu[]): DeviceInfo {
  const reason = "ONNX Runtime's CUDA provider is not installed"
  if (gpus.length > 0) {
    return unusableGpu('cuda', title, { reason: `${reason}.`, remedy: `Install ${needed}, fetch the provider by the command below, then look again.`, command: fetchCudaProvider })
  }
  return unusableGpu('cuda', title, {
    reason: `${reason}, and no NVIDIA driver answers.`,
    remedy: `With an NVIDIA GPU: install its driver, ${needed}, fetch the provider by the command below, then look again.`,
    command: fetchCudaProvider,
  })
}

/** @param gpu the one that CUDA takes; null where that is not told */
export function cudaDevice({ problem, log }: ProbeOutcome, gpu: NvidiaGpu | null): DeviceInfo {
  if (problem) return unusableGpu('cuda', title, whyNot(problem.message, log))
  return usableGpu('cuda', {
    title: `${gpu?.name ?? 'NVIDIA GPU'} through CUDA`,
    driver: gpu ? `NVIDIA ${gpu.driverVersion}` : '',
    memoryBytes: gpu?.memoryBytes ?? null,
    isSoftware: false,
  })
}

/** Why a probe failed: by the library that the loader missed, or the error of CUDA or one of its libraries. */
function whyNot(message: string, log: string): WhyNot {
  const [, library] = /with error: (lib[^\s:]+\.so[.\d]*): cannot open shared object file/.exec(log) ?? []
  if (library !== undefined) {
    const owner = library.startsWith('libcudnn') ? 'cuDNN 9 for CUDA 12' : library === 'libcuda.so.1' ? "NVIDIA's driver" : 'CUDA 12'
    return {
      reason: `${library} is not found.`,
      remedy: `Install ${owner}, or name its folder in LD_LIBRARY_PATH; ${needed} are needed. Then look again.`,
    }
  }
  const [, failure] = /\b((?:CUDA|CUDNN|CUDNN_FE|CUBLAS) failure -?\d+: [^;\n]+)/.exec(`${message}\n${log}`) ?? []
  const reason = (failure ?? message.split('\n')[0] ?? '').trim().replace(/\.?$/, '.')
  if (reason.startsWith('CUDNN')) return { reason, remedy: 'Install all of cuDNN 9 for CUDA 12, or name its folder in LD_LIBRARY_PATH; then look again.' }
  return { reason, remedy: `Install a driver that supports CUDA 12, and ${needed}; then look again.` }
}
