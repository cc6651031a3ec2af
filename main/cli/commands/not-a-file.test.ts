// Pipes, devices and folders where a command wants a file: refused at once, in one sentence that says what stands there.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LauncherInProcess } from '../../lab/testing/launcher-in-process'
import { temporaryFolder } from '../../lab/testing/samples'
import { CnnLabProcess } from '../testing/cnn-lab-process'
import { Terminal } from '../testing/terminal'

/** Commands with a place for a file, each with the end of the file's name that it asks for. */
const commands: readonly (readonly [title: string, end: string, args: (file: string) => readonly string[]])[] = [
  ['a network to train', '.onnx', (file) => ['train', '--model', file]],
  ['a list of layers', '.json', (file) => ['summary', '--model', file]],
  ['settings of a run', '.json', (file) => ['train', '--spec', file]],
  ['a sweep', '.json', (file) => ['sweep', file, '--dry-run']],
  ['a batch', '.safetensors', (file) => ['gradients', '--model', converted, '--batch', file, '--out', `${file}.out`]],
  ['a network to look at', '.onnx', (file) => ['summary', '--model', file]],
  ['a bundle', '.cnnlab', (file) => ['open', file]],
  ['a source of images', '.zip', (file) => ['datasets', 'import', file]],
  ['words of a report', '.md', (file) => ['report', 'batch-size', '--out', `${file}.html`, '--text', file]],
]

const converted = join(import.meta.dirname, '..', '..', 'engine', 'parity', 'converted', 'keras.onnx')

interface Ended {
  readonly exitCode: number | null
  readonly stderr: string
}

/** A process that reads a pipe waits for ever: it is one of its own. */
async function inItsOwnProcess(args: readonly string[]): Promise<Ended> {
  const lab = new CnnLabProcess(temporaryFolder(), ...args)
  return { exitCode: await lab.exitCode, stderr: lab.stderr }
}

/** With the real engine, which reads files of networks. */
function inThisProcess(args: readonly string[]): Promise<Ended> {
  const terminal = new Terminal()
  terminal.engines = new LauncherInProcess()
  return terminal.run(args)
}

const things = [
  { thing: 'a pipe', make: (path: string) => { execFileSync('mkfifo', [path]) }, word: 'pipe', ended: inItsOwnProcess },
  { thing: 'a folder', make: (path: string) => { mkdirSync(path) }, word: 'folder', ended: inThisProcess },
]

it.runIf(process.platform === 'linux').each(commands.flatMap(([title, end, args]) => things.map((thing) => ({ ...thing, title, end, args }))))('$thing instead of $title', async ({ end, args, make, word, ended }) => {
  const path = join(temporaryFolder(), `thing${end}`)
  make(path)
  const { exitCode, stderr } = await ended(args(path))
  expect(exitCode).not.toBe(0)
  const said = stderr.trim().split('\n')
  expect(said.at(-1)).toContain(word)
  expect(said.at(-1)).not.toMatch(/\bE[A-Z]{4,}\b|\bat .*:\d+:\d+/)
})
