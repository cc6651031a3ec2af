// A campaign of damaged ONNX files: each is taken or refused in a sentence, soon and in bounded memory.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawsOf } from '../../../../data/sources/testing/fuzz/draws'
import { mutatedModel } from './mutations'
import { outcomeOf, type Outcome } from './outcome'
import type { SeedFile } from './seeds'

/** Seconds that a file of a few kilobytes may keep the processors busy. */
const patience = 10

/** Bytes by which the memory of the process may grow while one is read. */
const mostMemory = 1e9

/** Different troubles after which a campaign ends. */
const mostFindings = 20

/** A file of which came what must not come. */
export interface Finding {
  readonly title: string
  readonly number: number
  /** Where the damaged file was left. */
  readonly path: string
  readonly trouble: string
}

export interface CampaignResult {
  readonly cases: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** One of each kind. */
  readonly findings: readonly Finding[]
}

export interface CampaignOptions {
  readonly seed: number
  readonly cases: number
  /** Of so many files, the programs of one are run. */
  readonly runsEvery: number
  readonly onProgress?: (done: number) => void
}

/** A case is a function of the seed and its number. */
export async function runCampaign(seeds: readonly SeedFile[], { seed, cases, runsEvery, onProgress }: CampaignOptions): Promise<CampaignResult> {
  const outcomes: Record<Outcome, number> = { refused: 0, taken: 0, agrees: 0 }
  const findings = new Map<string, Finding>()
  let done = 0
  for (; done < cases && findings.size < mostFindings; done++) {
    const file = seeds[done % seeds.length]
    if (!file) break
    const draw = drawsOf('networks', seed, done)
    const bytes = mutatedModel(file.bytes, draw)
    const outcome = await tried(bytes, draw(runsEvery) === 0)
    if (typeof outcome === 'string') outcomes[outcome]++
    else if (!findings.has(outcome.kind)) findings.set(outcome.kind, { title: file.title, number: done, path: kept(bytes), trouble: outcome.trouble })
    onProgress?.(done + 1)
  }
  return { cases: done, outcomes, findings: [...findings.values()] }
}

interface Trouble {
  /** The same for files with the same fault of the lab. */
  readonly kind: string
  readonly trouble: string
}

export async function tried(bytes: Uint8Array, isRun: boolean): Promise<Outcome | Trouble> {
  const [begin, memory] = [process.cpuUsage(), process.memoryUsage().rss]
  let outcome: Outcome
  try {
    outcome = await outcomeOf(bytes, isRun)
  } catch (error) {
    const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: kindOf(trouble), trouble }
  }
  const [{ user, system }, grown] = [process.cpuUsage(begin), process.memoryUsage().rss - memory]
  const seconds = 1e-6 * (user + system)
  if (seconds > patience) return { kind: 'time', trouble: `it took ${Math.round(seconds)} s` }
  return grown > mostMemory ? { kind: 'memory', trouble: `memory grew by ${Math.round(grown / 1e6)} MB` } : outcome
}

/** The first line without numbers and names, and the place in the code. */
function kindOf(trouble: string): string {
  const [message = '', place = ''] = trouble.split('\n')
  return `${message.replaceAll(/'[^']*'|"[^"]*"|\S*[\d/_]\S*/g, '')} ${place}`
}

function kept(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cnn-lab-fuzz-')), 'damaged.onnx')
  writeFileSync(path, bytes)
  return path
}
