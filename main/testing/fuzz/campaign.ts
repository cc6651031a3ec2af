// A campaign of damaged inputs over one reader: each input is read or refused in a sentence, soon, in bounded memory; what is not is made smaller and kept.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawsOf } from '../../data/sources/testing/fuzz/draws'
import { isSentence, type FuzzReader } from './reader'

/** Milliseconds of the process that an input of a few kilobytes may take. */
const patience = 10_000
/** Bytes by which the memory of the process may grow while one is read. */
const mostMemory = 1e9
/** Different troubles after which a campaign ends. */
const mostFindings = 20
/** Readings that making an input smaller may take. */
const mostTries = 300

export interface Finding {
  readonly number: number
  /** The folder with the damaged input, and with the smaller one that shows the same. */
  readonly folder: string
  readonly trouble: string
}

export interface CampaignResult {
  readonly reader: string
  readonly cases: number
  readonly read: number
  readonly refused: number
  readonly seconds: number
  readonly findings: readonly Finding[]
}

export interface CampaignOptions {
  readonly seed: number
  /** Asked before each input. */
  readonly goesOn: (cases: number) => boolean
  /** Told before each input: a reader that hangs or takes the process down can be found by it. */
  readonly onCase?: (number: number) => void
}

/** An input is a function of the seed and its number. */
export async function runCampaign(reader: FuzzReader, { seed, goesOn, onCase }: CampaignOptions): Promise<CampaignResult> {
  const begin = performance.now()
  const seeds = await reader.seeds()
  const findings = new Map<string, Finding>()
  let [cases, read, refused] = [0, 0, 0]
  for (; goesOn(cases) && findings.size < mostFindings; cases++) {
    onCase?.(cases)
    const draw = drawsOf('readers', seed, cases)
    const input = reader.damaged(seeds[cases % seeds.length] ?? new Uint8Array(), draw)
    const outcome = await tried(reader, input)
    if (outcome === 'read') read++
    else if (outcome === 'refused') refused++
    else if (!findings.has(outcome.kind)) findings.set(outcome.kind, { number: cases, folder: await kept(reader, input, outcome.kind), trouble: outcome.trouble })
  }
  await reader.close?.()
  return { reader: reader.name, cases, read, refused, seconds: Math.round((performance.now() - begin) / 1000), findings: [...findings.values()] }
}

interface Trouble {
  /** The same for inputs with the same fault of the lab. */
  readonly kind: string
  readonly trouble: string
}

/** Reads one input in a folder of its own. */
export async function tried(reader: FuzzReader, input: Uint8Array): Promise<'read' | 'refused' | Trouble> {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-fuzz-'))
  const [begin, memory] = [process.cpuUsage(), process.memoryUsage().rss]
  let outcome: 'read' | 'refused'
  try {
    outcome = (await reader.read(input, folder)) ? 'read' : 'refused'
  } catch (error) {
    if (!isSentence(error) && !reader.refuses?.(error)) {
      const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return { kind: kindOf(trouble), trouble }
    }
    outcome = 'refused'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const { user, system } = process.cpuUsage(begin)
  const grown = process.memoryUsage().rss - memory
  if ((user + system) / 1000 > patience) return { kind: 'time', trouble: `it took ${Math.round((user + system) / 1e6)} s` }
  return grown > mostMemory ? { kind: 'memory', trouble: `memory grew by ${Math.round(grown / 1e6)} MB` } : outcome
}

/** The first line without numbers and names, and the place in the code. */
function kindOf(trouble: string): string {
  const lines = trouble.split('\n')
  return `${(lines[0] ?? '').replaceAll(/'[^']*'|"[^"]*"|\S*[\d/_]\S*/g, '')} ${lines.find((line) => /^\s+at /.test(line)) ?? ''}`
}

/** Keeps an input, and a smaller one with the same trouble. @returns their folder */
async function kept(reader: FuzzReader, input: Uint8Array, kind: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `cnn-lab-fuzz-${reader.name}-`))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'input'), input)
  writeFileSync(join(folder, 'smaller'), kind === 'time' || kind === 'memory' ? input : await smaller(reader, input, kind))
  return folder
}

/** Takes pieces out, halves first, as long as the trouble stays. */
async function smaller(reader: FuzzReader, input: Uint8Array, kind: string): Promise<Uint8Array> {
  let [small, tries] = [input, 0]
  for (let size = Math.ceil(small.length / 2); size >= 1 && tries < mostTries; size = Math.floor(size / 2)) {
    for (let from = 0; from < small.length && tries < mostTries; ) {
      const shorter = Buffer.concat([small.subarray(0, from), small.subarray(from + size)])
      tries++
      const outcome = await tried(reader, shorter)
      if (typeof outcome === 'object' && outcome.kind === kind) small = shorter
      else from += size
    }
  }
  return small
}
