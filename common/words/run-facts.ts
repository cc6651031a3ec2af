// A run's device and memory in words: predicted and measured side by side.
import { phrase } from '@language/phrase'
import type { RunRecord } from '@contract/runs/run-record'
import { partsOfTitle } from '@contract/devices/device-title'
import { deviceTitle as titleOfDevice } from './device-title'
import { withCommas } from './listed-words'
import type { Formats } from './formats'

/** `CPU, 2 threads`, `NVIDIA GeForce RTX 3060 through WebGPU`, with the node of a cluster and the task there; empty before the run has begun. */
export function deviceWords({ device, deviceTitle, threads, cluster }: Pick<RunRecord, 'device' | 'deviceTitle' | 'threads' | 'cluster'>): string {
  if (device === null) return ''
  const words = titleOfDevice(deviceTitle === null ? { device, card: null, isSoftware: false, threads } : partsOfTitle(device, deviceTitle, threads))
  if (cluster === null) return words
  const { node, job, task } = cluster
  return node === null
    ? phrase('{device}, on a cluster (job {job}, task {task})', { device: words, job, task })
    : phrase('{device}, on node {node} (job {job}, task {task})', { device: words, node, job, task })
}

interface MemoryReading {
  readonly name: string
  /** Largest number of bytes; null where unknown. */
  readonly peak: number | null
  /** What the number measures: `at the peak`. */
  readonly of: string
  readonly predicted: number | null
}

/** Memory of the engine process, and on a GPU. */
function memoryReadings(run: RunRecord): readonly [ofProcess: MemoryReading, ofGpu: MemoryReading] {
  const ofGpu = run.deviceBytesBasis === 'counted' ? phrase('held between steps, as counted by the engine') : phrase('at the peak')
  return [
    { name: phrase('memory'), peak: run.peakRssBytes, of: phrase('at the peak'), predicted: run.predictedRssBytes },
    { name: phrase('GPU memory'), peak: run.peakDeviceBytes, of: ofGpu, predicted: run.predictedDeviceBytes },
  ]
}

/** Whose memory, and how much: `memory`, `312 MB at the peak, 268 MB predicted`. Unknown values are left out. */
export function memoryFacts(run: RunRecord, { formatBytes }: Formats): [name: string, words: string][] {
  return memoryReadings(run).flatMap(({ name, peak, of, predicted }): [string, string][] =>
    peak === null ? [] : [[name, withCommas([phrase('{size} {when}', { size: formatBytes(peak), when: of }), ...(predicted === null ? [] : [phrase('{predicted} predicted', { predicted: formatBytes(predicted) })])])]],
  )
}

/** One sentence on the memory that limits a run: the GPU's on a GPU, else that of the process. Empty where peak or prediction is unknown. */
export function memorySentence(run: RunRecord, formats: Formats): string {
  const [ofProcess, ofGpu] = memoryReadings(run)
  const { name, peak, predicted } = run.deviceBytesBasis === null ? ofProcess : ofGpu
  if (peak === null || predicted === null) return ''
  const words = memoryFacts(run, formats).find(([other]) => other === name)?.[1] ?? ''
  return phrase('{memory}: {figures}.', { memory: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, figures: words })
}
