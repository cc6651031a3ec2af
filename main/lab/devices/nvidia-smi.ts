// What NVIDIA's own tool tells of its GPUs; nothing where there is none.
import { execFile } from 'node:child_process'

export interface NvidiaGpu {
  /** By which `nvidia-smi --id` knows it. */
  readonly index: number
  /** E.g. `NVIDIA GeForce RTX 3060`. */
  readonly name: string
  /** Null where the GPU shares the memory of the processor. */
  readonly memoryBytes: number | null
  /** E.g. `550.54.15`. */
  readonly driverVersion: string
}

const patience = 10_000

/** The NVIDIA GPUs of this machine, in the tool's order; none where the tool is missing or fails. */
export function nvidiaGpus(): Promise<readonly NvidiaGpu[]> {
  const args = ['--query-gpu=index,name,memory.total,driver_version', '--format=csv,noheader,nounits']
  return new Promise((resolve) => {
    execFile('nvidia-smi', args, { timeout: patience, windowsHide: true }, (error, stdout) => {
      resolve(error ? [] : readGpus(stdout))
    })
  })
}

/** Reads lines like `0, NVIDIA GeForce RTX 3060, 12288, 550.54.15`; the tool counts memory in MiB. */
export function readGpus(text: string): readonly NvidiaGpu[] {
  return text.split('\n').flatMap((line) => {
    const [index, name, mebibytes, driverVersion] = line.split(',').map((cell) => cell.trim())
    if (index === undefined || !/^\d+$/.test(index) || !name || !driverVersion) return []
    return [{ index: Number(index), name, memoryBytes: bytesOf(mebibytes), driverVersion }]
  })
}

/** Bytes of a count of MiB; null for `[N/A]` and the like. */
export function bytesOf(mebibytes: string | undefined): number | null {
  return mebibytes !== undefined && /^\d+(\.\d+)?$/.test(mebibytes) ? Number(mebibytes) * 2 ** 20 : null
}
