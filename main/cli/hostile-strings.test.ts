// What users and files name reaches the terminal without steering it: titles, tags, files, flags, networks; JSON keeps every character.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Writable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { closeLog, log, openLog } from '../log/log'
import { sampleListing } from '../lab/testing/sample-listing'
import { temporaryFolder } from '../lab/testing/samples'
import { say, sayJson, type Output } from './terminal/command-context'
import { problemLine } from './terminal/terminal-remedy'
import { jsonLines, Terminal } from './testing/terminal'

/** Sets the window's title, clears the screen by ESC and by C1, turns the words around. */
const hostile = '\u001b]0;owned\u0007\u001b[2J\u009b2J\u202eevil'
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

it('names a run as its title says, and stays a table', async () => {
  const terminal = new Terminal()
  const trained = await terminal.run(['train', '--epochs', '1', '--limit-train', '100', '--limit-test', '50', '--title', `two\nlines ${hostile}`])
  expect(trained.exitCode).toBe(0)
  const { stdout } = await terminal.run('runs')
  expect(stdout.trimEnd().split('\n')).toHaveLength(3)
  expect(stdout).toContain('two lines')
  const shown = await terminal.run('show lenet-relu-1')
  expect(trained.stdout + trained.stderr + stdout + shown.stdout).not.toMatch(steers)
  const [run] = jsonLines((await terminal.run('runs --json')).stdout) as { title: string }[]
  expect(run?.title).toMatch(/^two lines .*\u202eevil$/)
})

it('refuses a title that is longer than titles may be', async () => {
  const { exitCode, stderr } = await new Terminal().run(['train', '--epochs', '1', '--title', 'x'.repeat(100_000)])
  expect([exitCode, stderr]).toEqual([1, 'The title, of 100,000 characters, must have at most 200 characters. Shorten it; a note on the run takes longer text.\n'])
})

it.each([
  ['an unknown command', [hostile]],
  ['an unknown flag', ['train', `--${hostile}`]],
  ['an unknown run', ['show', `${hostile}\nAll is well.`]],
  ['a missing file', ['summary', '--model', `${hostile}.onnx`]],
  ['a missing file of layers', ['train', '--model', `${hostile}\n.json`]],
  ['an unknown data set', ['train', '--dataset', hostile]],
  ['a query', ['runs', hostile]],
])('%s is told in one line', async (_, args) => {
  const { stdout, stderr } = await new Terminal().run(args)
  expect(stdout + stderr).not.toMatch(steers)
  expect(stdout + stderr).toContain('\\x1b')
  expect(stderr).not.toContain('\nAll is well.')
})

it('shows a network whose name is hostile', async () => {
  const file = join(temporaryFolder(), 'layers.json')
  writeFileSync(file, JSON.stringify(sampleListing(`Mine ${hostile}`)))
  const { exitCode, stdout, stderr } = await new Terminal().run(['code', '--model', file, '--framework', 'pytorch'], { isOne: true })
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).not.toMatch(steers)
})

it('writes JSON that a terminal cannot be steered by, and that means the same', () => {
  const written: string[] = []
  const output: Output = new Writable({ write: (chunk: Buffer, _, done) => { written.push(chunk.toString()); done() } })
  sayJson(output, { name: hostile })
  say(output, hostile)
  expect(written.join('')).not.toMatch(steers)
  expect(JSON.parse(written[0] ?? '')).toEqual({ name: hostile })
})

it('has an entry of the log on one line that a terminal can show', () => {
  const folder = temporaryFolder()
  const echo = vi.fn<(line: string) => void>()
  openLog({ folder, process: 'hostile', echo })
  log('info', 'runs', 'started', { title: `${hostile}\r\n\u2028two` })
  closeLog()
  const lines = readFileSync(join(folder, 'hostile.log'), 'utf8')
  expect(lines.trimEnd().split('\n')).toEqual(echo.mock.calls.flat())
  expect(lines).not.toMatch(steers)
  expect(JSON.parse(lines)).toMatchObject({ title: `${hostile}\r\n\u2028two` })
})

it('has a problem on one line whatever it names', () => {
  expect(problemLine({ code: 'file', message: `a\nb${hostile}.png is cut short.`, remedy: '' }, 'cnn-lab')).toMatch(/^a\\nb\\x1b\]0;owned.* is cut short\.$/)
})

/** The only file that writes what users named; `program.ts` writes commander's help by the same functions, `start.ts` lines of the log, which are harmless. */
const writers = ['terminal/command-context.ts', 'program.ts', 'start.ts']

it('writes to its streams in one place', () => {
  const folder = dirname(fileURLToPath(import.meta.url))
  const sources = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && statSync(join(folder, name)).isFile())
  const writing = sources.filter((name) => /\b(stdout|stderr|output|stream)\.write\(/.test(readFileSync(join(folder, name), 'utf8')))
  expect(writing.sort()).toEqual([...writers].sort())
})
