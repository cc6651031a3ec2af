// A campaign of damaged inputs over one reader: each input is read or refused in a sentence, soon, in bounded memory; what is not is made smaller and kept.
import { drawsOf } from './draws'
import { keptInput, smaller } from './kept-input'
import { fuzzOutcomes, isSentence, type FuzzInput, type FuzzOutcome, type FuzzReader } from './reader'
import { ScratchFolder } from './scratch-folder'

/** Milliseconds of the processor that an input of a few kilobytes may take. */
const patience = 10_000
/** Bytes by which the most memory that the process ever had may grow while one is read. */
const mostMemory = 1e9
/** Different troubles after which a campaign ends. */
const mostFindings = 20

export interface Finding {
  readonly number: number
  /** The folder with the damaged input, and with the smaller one that shows the same. */
  readonly folder: string
  readonly trouble: string
}

/** How many inputs ended in which way. */
export type OutcomeCounts = Readonly<Record<FuzzOutcome, number>>

export interface CampaignResult {
  readonly cases: number
  readonly counts: OutcomeCounts
  readonly findings: readonly Finding[]
}

export interface CampaignOptions {
  readonly seed: number
  /** Number of the first input; 0 where it is left out. */
  readonly from?: number
  /** Asked before each input. */
  readonly goesOn: (cases: number) => boolean
  /** Told before each input: one that hangs or takes the process down can be found by it. */
  readonly onCase?: (number: number, counts: OutcomeCounts) => void
  readonly onFinding?: (finding: Finding) => void
}

/** An input of a campaign, which is a function of the seed and its number. */
export function inputOf(reader: FuzzReader, seeds: readonly FuzzInput[], { seed, number }: { readonly seed: number; readonly number: number }): FuzzInput {
  return reader.damaged(seeds[number % seeds.length] ?? {}, drawsOf(reader.draws ?? 'readers', seed, number))
}

export async function runCampaign(reader: FuzzReader, { seed, from = 0, goesOn, onCase, onFinding }: CampaignOptions): Promise<CampaignResult> {
  const seeds = await reader.seeds()
  const findings = new Map<string, Finding>()
  const counts = Object.fromEntries(fuzzOutcomes.map((outcome) => [outcome, 0])) as Record<FuzzOutcome, number>
  const scratch = new ScratchFolder()
  let cases = 0
  for (; goesOn(cases) && findings.size < mostFindings; cases++) {
    const number = from + cases
    onCase?.(number, counts)
    const input = inputOf(reader, seeds, { seed, number })
    const outcome = await tried(reader, input, scratch)
    if (typeof outcome === 'string') counts[outcome]++
    else if (!findings.has(outcome.kind)) {
      const finding = { number, folder: await kept(reader, input, outcome, scratch), trouble: outcome.trouble }
      findings.set(outcome.kind, finding)
      onFinding?.(finding)
    }
  }
  await reader.close?.()
  scratch.remove()
  return { cases, counts, findings: [...findings.values()] }
}

interface Trouble {
  /** The same for inputs with the same fault of the lab. */
  readonly kind: string
  readonly trouble: string
}

/** Reads one input. */
export async function tried(reader: FuzzReader, input: FuzzInput, scratch: ScratchFolder): Promise<FuzzOutcome | Trouble> {
  const before = process.resourceUsage()
  let outcome: FuzzOutcome
  try {
    outcome = await reader.read(input, scratch.path)
  } catch (error) {
    if (!(reader.isRefusal ?? isSentence)(error)) {
      const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return { kind: kindOf(trouble), trouble }
    }
    outcome = 'refused'
  } finally {
    scratch.empty()
  }
  const after = process.resourceUsage()
  const milliseconds = (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1000
  if (milliseconds > patience) return { kind: 'time', trouble: `it took ${Math.round(milliseconds / 1000)} s of the processor` }
  const grown = 1024 * (after.maxRSS - before.maxRSS)
  return grown > mostMemory ? { kind: 'memory', trouble: `memory grew by ${Math.round(grown / 1e6)} MB` } : outcome
}

/** The first line without numbers and names, and the place in the code. */
function kindOf(trouble: string): string {
  const lines = trouble.split('\n')
  return `${(lines[0] ?? '').replaceAll(/'[^']*'|"[^"]*"|\S*[\d/_]\S*/g, '')} ${lines.find((line) => /^\s+at /.test(line)) ?? ''}`
}

/** Keeps an input, and a smaller one with the same trouble. @returns their folder */
async function kept(reader: FuzzReader, input: FuzzInput, { kind }: Trouble, scratch: ScratchFolder): Promise<string> {
  const isSame = async (shorter: FuzzInput): Promise<boolean> => {
    const outcome = await tried(reader, shorter, scratch)
    return typeof outcome === 'object' && outcome.kind === kind
  }
  return keptInput(reader.name, { input, ...(kind !== 'time' && kind !== 'memory' && { smaller: await smaller(input, isSame) }) })
}
