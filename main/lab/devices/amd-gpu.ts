// AMD's GPUs under Linux by the files of the kernel's driver amdgpu: total memory, memory in use, and utilisation.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeviceWatch, GpuReading } from './device-watch'

const usualFolder = '/sys/class/drm'
/** A GPU with less memory is part of a processor: this memory is reserved for it, and it uses main memory as well. */
const leastOwnMemory = 2 ** 31

/** An AMD GPU with memory of its own. */
export class AmdGpu {
  readonly memoryBytes: number
  readonly #folder: string

  private constructor(folder: string, memoryBytes: number) {
    this.#folder = folder
    this.memoryBytes = memoryBytes
  }

  /** The AMD GPU of this machine; null where there is none, or more than one, as it is unknown which of them Vulkan takes. */
  static async find(folder = usualFolder): Promise<AmdGpu | null> {
    const gpus: AmdGpu[] = []
    for (const card of await cardsIn(folder)) {
      const memoryBytes = await readNumber(card, 'mem_info_vram_total')
      if (memoryBytes !== null && memoryBytes >= leastOwnMemory) gpus.push(new AmdGpu(card, memoryBytes))
    }
    return gpus.length === 1 ? (gpus[0] ?? null) : null
  }

  /**
   * Begins to watch. Whoever wants a reading gets the newest one, and has the next one made: the driver may take its time over an answer,
   * and the caller's thread does not wait for it.
   */
  async watch(): Promise<DeviceWatch> {
    const before = await readNumber(this.#folder, 'mem_info_vram_used')
    const read = async (): Promise<GpuReading> => {
      const [used, busy] = [await readNumber(this.#folder, 'mem_info_vram_used'), await readNumber(this.#folder, 'gpu_busy_percent')]
      return {
        deviceBytes: used === null || before === null ? null : Math.max(0, used - before),
        deviceUtilization: busy === null ? null : Math.min(1, busy / 100),
      }
    }
    let latest = await read()
    let isReading = false
    const readOn = async (): Promise<void> => {
      isReading = true
      latest = await read()
      isReading = false
    }
    return {
      get latest() {
        if (!isReading) void readOn()
        return latest
      },
      end: () => undefined,
    }
  }
}

/** The devices behind `card0`, `card1`, …, not their outputs, `card0-HDMI-A-1`. */
async function cardsIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^card\d+$/.test(name)).map((name) => join(folder, name, 'device'))
  } catch {
    return [] // no such folder: no GPU
  }
}

async function readNumber(folder: string, name: string): Promise<number | null> {
  try {
    const text = (await readFile(join(folder, name), 'utf8')).trim()
    return /^\d+$/.test(text) ? Number(text) : null
  } catch {
    return null // this driver does not tell it
  }
}
