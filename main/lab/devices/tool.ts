// Programs of the system that the lab asks: one that does not answer in time is given up, and keeps nothing waiting.
import { spawn, type ChildProcess } from 'node:child_process'

/** A program, and what stands before its other arguments. */
export type Command = readonly [program: string, ...args: string[]]

/**
 * What a program writes to standard output.
 * @param patience milliseconds that it may take
 * @returns null where it does not start, fails, or does not end in time
 */
export function outputOf([program, ...args]: Command, patience: number): Promise<string | null> {
  return new Promise((resolve) => {
    const tool = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
    const chunks: Buffer[] = []
    tool.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
    })
    const timer = setTimeout(() => {
      abandon(tool)
      resolve(null)
    }, patience)
    const answer = (output: string | null) => {
      clearTimeout(timer)
      resolve(output)
    }
    tool.on('error', () => {
      answer(null)
    })
    tool.once('close', (code) => {
      answer(code === 0 ? Buffer.concat(chunks).toString('utf8') : null)
    })
  })
}

/** Kills a program and waits for it no longer: one that is blocked in the kernel, in a driver's call, stays for as long as that. */
export function abandon(tool: ChildProcess): void {
  tool.kill('SIGKILL')
  tool.stdout?.destroy()
  tool.unref()
}
