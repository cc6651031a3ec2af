// Usage of an NVIDIA GPU during a run, read from one process of nvidia-smi that prints it twice a second.
import { spawn, type ChildProcess } from 'node:child_process'
import type { DeviceWatch, GpuReading } from './device-watch'
import { bytesOf } from './nvidia-smi'
import { abandon, type Command } from './tool'

const interval = 500
const usualPatience = 3000

export class NvidiaWatch implements DeviceWatch {
  readonly #process: ChildProcess
  #rest = ''
  /** Memory that other programs used before the run. */
  #before: number | null = null
  #latest: GpuReading | null = null

  private constructor(process: ChildProcess, onFirst: () => void) {
    this.#process = process
    process.stdout?.on('data', (bytes: Buffer) => {
      const lines = (this.#rest + bytes.toString('utf8')).split('\n')
      this.#rest = lines.pop() ?? ''
      for (const line of lines) this.#read(line)
      if (lines.length > 0) onFirst()
    })
    // The last reading would otherwise be taken for the present usage.
    process.once('close', () => {
      this.#latest = null
    })
  }

  /**
   * Begins to watch; answers when the memory in use beforehand is known.
   * @param patience milliseconds to wait for the first line
   * @returns null where the tool does not start, or prints nothing
   */
  static begin(gpu: number, command: Command = ['nvidia-smi'], patience = usualPatience): Promise<NvidiaWatch | null> {
    const [program, ...first] = command
    const args = [...first, `--id=${gpu}`, '--query-gpu=memory.used,utilization.gpu', '--format=csv,noheader,nounits', `--loop-ms=${interval}`]
    return new Promise((resolve) => {
      const tool = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
      const timer = setTimeout(() => {
        abandon(tool)
        resolve(null)
      }, patience)
      const watch = new NvidiaWatch(tool, () => {
        clearTimeout(timer)
        resolve(watch)
      })
      const giveUp = () => {
        clearTimeout(timer)
        resolve(null)
      }
      tool.on('error', giveUp)
      tool.once('close', giveUp)
    })
  }

  get latest(): GpuReading | null {
    return this.#latest
  }

  /** Ends the tool's process, at once and for good: the run's end waits for nothing. */
  end(): void {
    abandon(this.#process)
  }

  /** Reads a line like `3811, 97`: MiB in use, percent busy; `[N/A]` where the GPU does not tell. */
  #read(line: string): void {
    const [used, busy] = line.split(',').map((cell) => cell.trim())
    const usedBytes = bytesOf(used)
    this.#before ??= usedBytes
    this.#latest = {
      deviceBytes: usedBytes === null || this.#before === null ? null : Math.max(0, usedBytes - this.#before),
      deviceUtilization: busy !== undefined && /^\d+$/.test(busy) ? Math.min(1, Number(busy) / 100) : null,
    }
  }
}
