// `npm run fuzz [-- --minutes N --reader NAME,... --inputs N --processes N --seed S --out FILE]`: reads damaged inputs of every reader of the lab, and prints how many; fails at what is neither read nor refused in a sentence.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { reportOf } from './fuzz/report.mjs'
import { readDamaged } from './fuzz/watched-reading.mjs'
import { bundleProgram } from './setup/bundle-program.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { step } from './setup/progress.mjs'
import { inProject } from './setup/project.mjs'

await runProgram(async () => {
  const text = /** @type {const} */ ({ type: 'string' })
  const { values } = parseArgs({ options: { minutes: { ...text, default: '5' }, reader: text, inputs: text, processes: { ...text, default: '1' }, seed: text, out: text } })
  const [minutes, inputs, processes, seed] = [Number(values.minutes), Number(values.inputs ?? 2 ** 32), Number(values.processes), values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed)]
  if (!(minutes > 0) || ![inputs, processes, seed].every((number) => Number.isInteger(number) && number >= 0) || processes === 0) {
    throw new SetupProblem('The campaign was not begun.', '--minutes takes a number above 0, --inputs, --processes and --seed whole numbers.')
  }
  // One of its own, as another campaign may begin while this one runs.
  const program = await step('Bundling the readers', () => bundleProgram({ entry: inProject('main', 'testing', 'fuzz', 'worker.ts'), name: `fuzz-${process.pid}` }))
  process.once('exit', () => { rmSync(dirname(program), { recursive: true, force: true }) })
  const readers = /** @type {string[]} */ (JSON.parse(execFileSync(process.execPath, [program, 'list'], { encoding: 'utf8', env: { ...process.env, CNN_LAB_LANGUAGE: 'en' } })))
  const chosen = values.reader?.split(',') ?? readers
  const unknown = chosen.find((name) => !readers.includes(name))
  if (unknown !== undefined) throw new SetupProblem(`There is no reader ${unknown}.`, `Readers: ${readers.join(', ')}.`)

  process.stderr.write(`Seed ${seed}; ${minutes} min for ${chosen.length === 1 ? (chosen[0] ?? '') : `${chosen.length} readers`}\n`)
  const interrupted = new AbortController()
  process.once('SIGINT', () => { interrupted.abort() })
  const share = (minutes * 60_000 * Math.min(processes, chosen.length)) / chosen.length
  /** @type {import('./fuzz/watched-reading.mjs').Result[]} */
  const results = []
  const waiting = [...chosen]
  const oneAfterAnother = async () => {
    for (let reader = waiting.shift(); reader !== undefined && !interrupted.signal.aborted; reader = waiting.shift()) {
      const result = await readDamaged({ program, reader, seed, to: inputs, until: Date.now() + share, signal: interrupted.signal })
      results.push(result)
      process.stderr.write(`${reader}: ${result.cases.toLocaleString('en')} inputs, ${result.findings.length} findings\n`)
      if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ seed, results }, null, 2)}\n`)
    }
  }
  await Promise.all(Array.from({ length: processes }, oneAfterAnother))
  results.sort((a, b) => chosen.indexOf(a.reader) - chosen.indexOf(b.reader))
  process.stdout.write(reportOf(results))
  return results.every(({ findings }) => findings.length === 0) ? 0 : 1
})
