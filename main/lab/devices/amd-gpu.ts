// AMD's GPUs under Linux, as the kernel's driver amdgpu tells of them in files: memory in all and in use, and how busy they are.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceWatch, GpuReading } from './device-watch'

const usualFolder = '/sys/class/drm'
/** With less, a GPU is part of a processor: it has that set aside, and uses the memory of the processor besides. */
const leastOwnMemory = 2 ** 31

/** An AMD GPU with memory of its own. */
export class AmdGpu {
  readonly memoryBytes: number
  readonly #folder: string

  private constructor(folder: string, memoryBytes: number) {
    this.#folder = folder
    this.memoryBytes = memoryBytes
  }

  /** The AMD GPU of this machine; null where there is none, or more than one: which of them Vulkan takes is not told. */
  static find(folder = usualFolder): AmdGpu | null {
    const gpus = cardsIn(folder).flatMap((card) => {
      const memoryBytes = readNumber(card, 'mem_info_vram_total')
      return memoryBytes === null || memoryBytes < leastOwnMemory ? [] : [new AmdGpu(card, memoryBytes)]
    })
    return gpus.length === 1 ? (gpus[0] ?? null) : null
  }

  /** Begins to watch. The kernel answers at once, so it is asked whenever a reading is wanted. */
  watch(): DeviceWatch {
    const before = readNumber(this.#folder, 'mem_info_vram_used')
    const read = (): GpuReading => {
      const used = readNumber(this.#folder, 'mem_info_vram_used')
      const busy = readNumber(this.#folder, 'gpu_busy_percent')
      return {
        deviceBytes: used === null || before === null ? null : Math.max(0, used - before),
        deviceUtilization: busy === null ? null : Math.min(1, busy / 100),
      }
    }
    return {
      get latest() {
        return read()
      },
      end: () => undefined,
    }
  }
}

/** The devices behind `card0`, `card1`, …, not their outputs, `card0-HDMI-A-1`. */
function cardsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^card\d+$/.test(name)).map((name) => join(folder, name, 'device'))
  } catch {
    return [] // no such folder: no GPU
  }
}

function readNumber(folder: string, name: string): number | null {
  try {
    const text = readFileSync(join(folder, name), 'utf8').trim()
    return /^\d+$/.test(text) ? Number(text) : null
  } catch {
    return null // this driver does not tell it
  }
}
