// Prints reports for the command line: starts the lab's Electron without a window, hands it the report in a folder of its own, and reads the PDF.
import { phrase } from '@language/phrase'
import { fromProblem, LabError, problemSchema } from '@contract/problem'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRegular } from '../../files/regular-file'
import { LastWords } from '../../lab/engine-process/last-words'
import { printJobFiles, type PrintJob } from '../../lab/reports/print-job-files'
import { printJobFlag } from '../../lab/reports/print-job-flag'
import { printPatience, type ReportPrinter } from '../../lab/reports/report-printer'
import { log } from '../../log/log'

/** Seconds that Electron has beside those for printing; it gives up by itself before, unless it does not even start. */
const startPatience = 30
/** Milliseconds that Electron, and the virtual display behind it, have to end when they are told to. */
const endPatience = 5000

/**
 * @param electron the command that starts Electron, and its first arguments. @throws LabError where there is none
 * @returns a printer that starts an Electron for each report
 */
export function electronPrinter(electron: () => Promise<readonly string[]>): ReportPrinter {
  return async (html, { paper, title, signal }) => {
    const command = await electron()
    const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-print-'))
    try {
      const job: PrintJob = { html, paper, title }
      await writeFile(join(folder, printJobFiles.job), JSON.stringify(job), { mode: 0o600 })
      const ending = await runElectron([...command, `${printJobFlag}${folder}`], startPatience + printPatience(html), signal)
      return await readOutcome(folder, ending)
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

async function readOutcome(folder: string, { why, lastWords }: Ending): Promise<Uint8Array> {
  const problem = await readIfThere(join(folder, printJobFiles.problem))
  if (problem) throw fromProblem(problemSchema.parse(JSON.parse(problem.toString())))
  const pdf = await readIfThere(join(folder, printJobFiles.pdf))
  if (pdf) return pdf
  log('error', 'reports', 'not printed', { why, lastWords })
  const said = lastWords.trim().split('\n').at(-1) ?? ''
  throw new LabError('report/not-printed', phrase('The report could not be printed: Electron {why}{said}.', { why, said: said === '' ? '' : ` (${said})` }), phrase('Write it as html and print that from a browser.'))
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readRegular(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

interface Ending {
  /** The rest of a sentence about Electron. */
  readonly why: string
  readonly lastWords: string
}

/** Runs Electron to its end. @throws LabError where it cannot be started or does not end; the reason of the signal */
async function runElectron([program = '', ...args]: readonly string[], seconds: number, signal: AbortSignal | undefined): Promise<Ending> {
  const child = spawn(program, args, {
    // A process group of its own: Ctrl-C reaches this program alone, which then ends the display with Electron.
    detached: process.platform !== 'win32',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  })
  const lastWords = new LastWords()
  child.stderr.on('data', (bytes: Buffer) => {
    lastWords.add(bytes)
  })
  child.stdin.on('error', () => undefined) // it has ended before it was told to
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', (error) => {
      reject(new LabError('report/not-printed', phrase('The report could not be printed: {program} cannot be started ({message}).', { program, message: error.message }), phrase('Install the lab again (a clone of it: `npm run setup`), then try again.'), { cause: error }))
    })
    child.on('close', (code, killedBy) => {
      resolve(killedBy === null ? phrase('ended with exit code {code}', { code: code ?? 0 }) : phrase('was ended by {signal}', { signal: killedBy }))
    })
  })
  const late = AbortSignal.timeout(Math.round(seconds * 1000))
  const stop = signal ? AbortSignal.any([signal, late]) : late
  const end = (): void => {
    void endGently(child, ended)
  }
  stop.addEventListener('abort', end)
  try {
    const why = await ended
    signal?.throwIfAborted()
    return { why: late.aborted ? phrase('did not end within {seconds} s', { seconds: Math.round(seconds) }) : why, lastWords: lastWords.text }
  } finally {
    stop.removeEventListener('abort', end)
  }
}

/** Lets Electron end by itself, which then ends the virtual display too; what has not ended soon is killed, all of it. */
async function endGently(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (process.platform === 'win32') {
    child.kill()
    return
  }
  child.stdin?.end()
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, endPatience)
  await ended.catch(() => undefined) // told by whoever waits for the end
  clearTimeout(timer)
}
