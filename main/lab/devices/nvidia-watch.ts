// How much an NVIDIA GPU is used while a run goes on: one process of NVIDIA's tool that tells it twice a second, as long as the run lasts.
import { spawn, type ChildProcess } from 'node:child_process'
import { bytesOf } from './nvidia-smi'
import type { DeviceWatch, GpuReading } from './device-watch'

const interval = 500
/** Milliseconds to wait for the first line. */
const patience = 3000

export class NvidiaWatch implements DeviceWatch {
  readonly #process: ChildProcess
  #rest = ''
  /** Memory in use before the run: of other programs. */
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
  }

  /**
   * Begins to watch; answers when the memory in use beforehand is known.
   * @param command the tool, and what stands before its own arguments
   * @returns null where the tool does not start, or tells nothing
   */
  static begin(gpu: number, command: readonly [string, ...string[]] = ['nvidia-smi']): Promise<NvidiaWatch | null> {
    const [program, ...first] = command
    const args = [...first, `--id=${gpu}`, '--query-gpu=memory.used,utilization.gpu', '--format=csv,noheader,nounits', `--loop-ms=${interval}`]
    return new Promise((resolve) => {
      const tool = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
      const timer = setTimeout(() => {
        tool.kill()
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
      tool.once('error', giveUp)
      tool.once('close', giveUp)
    })
  }

  get latest(): GpuReading | null {
    return this.#latest
  }

  /** Ends the tool's process. */
  end(): void {
    this.#process.kill()
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
