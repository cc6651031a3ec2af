// A run's device and memory in words: predicted and measured side by side.
import type { RunRecord } from '@contract/runs/run-record'
import { bytes, counted } from './wording'

/** `CPU, 2 threads`, `NVIDIA GeForce RTX 3060 through WebGPU`; empty before the run has begun. */
export function deviceWords({ device, deviceTitle, threads }: RunRecord): string {
  if (device === null) return ''
  return deviceTitle ?? `${device}${threads === null ? '' : `, ${counted(threads, 'thread')}`}`
}

/** Whose memory, and how much of it: `memory`, `312 MB at the peak, 268 MB predicted`. What is not known is left out. */
export function memoryFacts(run: RunRecord): [string, string][] {
  const gpuPeak = run.deviceBytesBasis === 'counted' ? 'held between steps, by the own count of the engine' : 'at the peak'
  return [...fact('memory', run.peakRssBytes, 'at the peak', run.predictedRssBytes), ...fact('GPU memory', run.peakDeviceBytes, gpuPeak, run.predictedDeviceBytes)]
}

function fact(name: string, peak: number | null, of: string, predicted: number | null): [string, string][] {
  if (peak === null) return []
  return [[name, [`${bytes(peak)} ${of}`, ...(predicted === null ? [] : [`${bytes(predicted)} predicted`])].join(', ')]]
}
