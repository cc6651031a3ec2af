// The list of NVIDIA GPUs from nvidia-smi; empty where there is no such tool.
import { outputOf, type Command } from './tool'

export interface NvidiaGpu {
  /** Its number for `nvidia-smi --id`. */
  readonly index: number
  /** E.g. `GPU-5a1f3c2e-8d0b-4e6f-9a7c-1b2d3e4f5a6b`. */
  readonly uuid: string
  /** E.g. `NVIDIA GeForce RTX 3060`. */
  readonly name: string
  /** Null where the GPU shares the memory of the processor. */
  readonly memoryBytes: number | null
  /** E.g. `550.54.15`. */
  readonly driverVersion: string
}

const usualPatience = 10_000

/**
 * The NVIDIA GPUs of this machine, in the tool's order; none where the tool is missing, fails, or does not end.
 * @param patience milliseconds that the tool may take
 */
export async function nvidiaGpus(command: Command = ['nvidia-smi'], patience = usualPatience): Promise<readonly NvidiaGpu[]> {
  const output = await outputOf([...command, '--query-gpu=index,uuid,name,memory.total,driver_version', '--format=csv,noheader,nounits'], patience)
  return output === null ? [] : readGpus(output)
}

/** Reads lines like `0, GPU-5a1f3c2e-8d0b-4e6f-9a7c-1b2d3e4f5a6b, NVIDIA GeForce RTX 3060, 12288, 550.54.15`; the tool counts memory in MiB. */
export function readGpus(text: string): readonly NvidiaGpu[] {
  return text.split('\n').flatMap((line) => {
    const [index, uuid, name, mebibytes, driverVersion] = line.split(',').map((cell) => cell.trim())
    if (index === undefined || !/^\d+$/.test(index) || !uuid || !name || !driverVersion) return []
    return [{ index: Number(index), uuid, name, memoryBytes: bytesOf(mebibytes), driverVersion }]
  })
}

/** Bytes of a count of MiB; null for `[N/A]` and the like. */
export function bytesOf(mebibytes: string | undefined): number | null {
  return mebibytes !== undefined && /^\d+(\.\d+)?$/.test(mebibytes) ? Number(mebibytes) * 2 ** 20 : null
}
