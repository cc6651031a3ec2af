// The process of `npm run fuzz` that reads damaged inputs of one reader; `scripts/fuzz/` starts it, watches it and may kill it at any input.
import { appendFileSync, openSync, writeSync } from 'node:fs'
import { inputOf, runCampaign } from './campaign'
import { keptInput } from './kept-input'
import { fuzzReaders } from './readers'
import { fuzzOutcomes } from './reader'

interface Reading {
  readonly reader: string
  readonly seed: number
  /** Number of the first input. */
  readonly from: number
  /** Number before which the inputs end. */
  readonly to: number
  /** Milliseconds since 1970 at which they end in any case. */
  readonly until: number
  /** File with eight bytes each, as float64: the number of the input that is being read, or of the next one at the end; inputs by outcome; seconds of the processor, at the end. */
  readonly progress: string
  /** File for findings, a JSON object a line. */
  readonly findings: string
}

const readerCalled = (name: string) => {
  const found = fuzzReaders.find((reader) => reader.name === name)
  if (!found) throw new Error(`there is no reader ${name}`)
  return found
}

/** Reads inputs until time is up. */
async function read({ reader, seed, from, to, until, progress, findings }: Reading): Promise<void> {
  console.warn = () => undefined // what a reader passes over is told there
  const file = openSync(progress, 'w')
  const state = new Float64Array(2 + fuzzOutcomes.length)
  const tell = (number: number, counts: Readonly<Record<string, number>>): void => {
    state[0] = number
    for (const [index, outcome] of fuzzOutcomes.entries()) state[1 + index] = counts[outcome] ?? 0
    writeSync(file, state, 0, state.byteLength, 0)
  }
  const { cases, counts } = await runCampaign(readerCalled(reader), {
    seed,
    from,
    goesOn: (done) => from + done < to && Date.now() < until,
    onCase: tell,
    onFinding: (finding) => { appendFileSync(findings, `${JSON.stringify(finding)}\n`) },
  })
  const { user, system } = process.cpuUsage()
  state[1 + fuzzOutcomes.length] = (user + system) / 1e6
  tell(from + cases, counts)
}

/** Leaves an input that has ended the process. @returns its folder */
async function keep({ reader: name, seed, from: number }: Reading): Promise<string> {
  const reader = readerCalled(name)
  const folder = keptInput(name, { input: inputOf(reader, await reader.seeds(), { seed, number }) })
  await reader.close?.()
  return folder
}

const [command = '', reading = '{}'] = process.argv.slice(2)
if (command === 'list') process.stdout.write(JSON.stringify(fuzzReaders.map(({ name }) => name)))
else if (command === 'keep') process.stdout.write(await keep(JSON.parse(reading) as Reading))
else await read(JSON.parse(reading) as Reading)
