// What a device is called in the language of this program.
import { phrase } from '@language/phrase'
import type { DeviceParts } from '@contract/devices/device-title'
import { formatCounted } from './plain-format'

/** `CPU, 2 threads`, `NVIDIA GeForce RTX 3060 through WebGPU`. */
export function deviceTitle({ device, card, isSoftware, threads }: DeviceParts): string {
  switch (device) {
    case 'cpu':
      return threads === null ? 'CPU' : phrase('CPU, {threads}', { threads: formatCounted(threads, 'thread') })
    case 'webgpu':
      if (card === null) return phrase('GPU through WebGPU')
      return isSoftware ? phrase('{name}, a GPU in software', { name: card }) : phrase('{name} through WebGPU', { name: card })
    case 'cuda':
      return card === null ? phrase('NVIDIA GPU through CUDA') : phrase('{gpu} through CUDA', { gpu: card })
  }
}
