// Which process this is, so that another one can tell later, on this machine or another, whether it still lives.
import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

/** A process among all that have ever been: its number alone is given to others after it. */
export const processIdentitySchema = z.strictObject({
  pid: z.int().positive(),
  /** The process that has started this one. */
  parent: z.int().nonnegative(),
  /** When the process began, in the system's own words, which no later process of that number shares; null where the system does not tell. */
  start: z.string().nullable(),
  /** Name of the machine, for people. */
  host: z.string(),
  /** The machine among those that share a folder. */
  machine: z.string(),
  /** The machine's start since when the process lives; null where the system does not tell. */
  boot: z.string().nullable(),
  /** Where the number counts: containers have numbers of their own; null where there are none. */
  numbering: z.string().nullable(),
})
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/**
 * `orphaned`: it lives, but the process that has started it is gone, so that nobody can make use of it. `suspended`: it, or the process that has
 * started it, was stopped (Ctrl-Z). `elsewhere`: on another machine or in another container, from where its life cannot be seen.
 */
export type ProcessState = 'gone' | 'orphaned' | 'living' | 'suspended' | 'elsewhere'

/** What the system says of a process on this machine. */
interface ProcessFacts {
  /** `stat` of ps(1): R, S, T, Z and others. */
  readonly letter: string
  readonly parent: number
  readonly start: string
}

/** The identity of this very process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, parent: process.ppid, start: factsOf(process.pid)?.start ?? null, ...thisPlace() }
}

/** How a process stands that has once said who it is. */
export function stateOf(identity: ProcessIdentity): ProcessState {
  const here = thisPlace()
  const isSameBoot = identity.boot === here.boot
  if (identity.machine !== here.machine) return 'elsewhere'
  if (!isSameBoot) return 'gone' // the machine has started anew since
  if (identity.numbering !== here.numbering) return 'elsewhere'
  if (!exists(identity.pid)) return 'gone'
  const facts = factsOf(identity.pid)
  if (facts === null) return process.platform !== 'win32' && !exists(identity.pid) ? 'gone' : 'living'
  if (facts.start !== identity.start || hasEnded(facts)) return 'gone'
  if (facts.parent !== identity.parent) return 'orphaned'
  const parent = factsOf(facts.parent)
  return isSuspended(facts) || (parent !== null && isSuspended(parent)) ? 'suspended' : 'living'
}

/** Ended, though its parent has not asked how: it still takes signals then. */
const hasEnded = ({ letter }: ProcessFacts): boolean => letter === 'Z' || letter === 'X'
const isSuspended = ({ letter }: ProcessFacts): boolean => letter === 'T'

let place: Pick<ProcessIdentity, 'host' | 'machine' | 'boot' | 'numbering'> | null = null

/** Where the processes of this machine, or of this container, are counted. */
function thisPlace(): Pick<ProcessIdentity, 'host' | 'machine' | 'boot' | 'numbering'> {
  // Images of machines and containers are copied with their id, names are given twice: both together differ.
  place ??= { host: hostname(), machine: `${textOf('/etc/machine-id') ?? ''}/${hostname()}`, boot: textOf('/proc/sys/kernel/random/boot_id'), numbering: pidNamespace() }
  return place
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process exists, but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What the system says of a process; null where there is none, and on systems that do not tell (Windows). */
function factsOf(pid: number): ProcessFacts | null {
  if (process.platform === 'linux') return factsByProc(pid)
  return process.platform === 'win32' ? null : factsByPs(pid)
}

/** See proc(5): the name in parentheses may hold anything; behind it state, parent, and as the 22nd field of all the start in ticks since the machine's. */
function factsByProc(pid: number): ProcessFacts | null {
  const stat = textOf(`/proc/${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { letter: fields[0] ?? '', parent: Number(fields[1]), start: fields[19] ?? '' }
}

function factsByPs(pid: number): ProcessFacts | null {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,ppid=,lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } })
  const [, letter, parent, start] = /^\s*(\S)\S*\s+(\d+)\s+(.*\S)\s*$/m.exec(stdout) ?? []
  return letter !== undefined && start !== undefined ? { letter, parent: Number(parent), start } : null
}

function pidNamespace(): string | null {
  try {
    return process.platform === 'linux' ? readlinkSync('/proc/self/ns/pid') : null
  } catch {
    return null
  }
}

/** A small file of the system; null where there is none. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
