// Runs the Python scripts of bench/peers: each reads a case from its input and prints lines of JSON.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { labFolder } from '../../data/resources'

export interface PeerScript {
  readonly python: string
  /** Name of the file in bench/peers. */
  readonly file: string
  /** What the script reads. */
  readonly case: object
  /** The peer as sentences name it, e.g. `PyTorch`. */
  readonly title: string
  /** Milliseconds after which the script is given up. */
  readonly patience: number
}

/** The Python to ask: `CNN_LAB_PYTHON`, else the one in the path. */
export function pythonCommand(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.CNN_LAB_PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3')
}

/**
 * Runs a script to its end.
 * @param onLine told each line of JSON as it comes
 * @throws LabError `benchmark/peer` where it fails or does not end in time; what `onLine` throws
 */
export function runPeerScript({ python, file, case: read, title, patience }: PeerScript, onLine: (value: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause: unknown): void => {
      reject(new LabError('benchmark/peer', phrase('{title} could not be measured: {why}', { title, why }), phrase('Take a smaller batch size, or another Python (CNN_LAB_PYTHON).'), { cause }))
    }
    const child = execFile(python, [join(labFolder(), 'bench', 'peers', file)], { timeout: patience, killSignal: 'SIGKILL' }, (error) => {
      if (!error) resolve()
      else fail(error.killed === true ? phrase('it did not end within {seconds} seconds', { seconds: patience / 1000 }) : error.message.trim(), error)
    })
    // A script that dies before it has read its case closes the pipe; how it died is told above.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(JSON.stringify(read))
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        try {
          onLine(JSON.parse(line))
        } catch (error) {
          fail(phrase('it printed {line}', { line: JSON.stringify(line) }), error)
          child.kill('SIGKILL')
        }
      })
    }
  })
}
