// What ways were measured to take on this machine: a small file in the lab's home, so that no site is measured twice.
import { cpus } from 'node:os'
import { env } from 'onnxruntime-node'
import { z } from 'zod'
import { planVersion } from '@contract/training/plan'
import { writeFileWhole } from '../../files/durable-file'
import { readRegular } from '../../files/regular-file'
import { logTrouble } from '../../log/log'
import { cpuThreads } from '../runtime/session'

/** Seconds by what was timed, e.g. `forward by fourier`, of one place. */
const placeTimesSchema = z.record(z.string(), z.number().positive())
export type PlaceTimes = Readonly<z.infer<typeof placeTimesSchema>>

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** By what times depend on beside the place, then by the place. */
  machines: z.record(z.string(), z.record(z.string(), placeTimesSchema)),
})
type TimesFile = z.infer<typeof fileSchema>

/** Most places that are kept for a machine; the oldest go first. */
const mostPlaces = 2000

/** How times are measured: those that were measured otherwise are forgotten. */
const method = 'turns-3'

/** Processor, threads, and the versions of what computes. */
const thisMachine = (): string => `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpuThreads()} threads, ONNX Runtime ${env.versions.node ?? 'unknown'}, plans ${planVersion}, ${method}`

export class KnownTimes {
  readonly #path: string

  /** @param path absolute, of the file; it need not exist */
  constructor(path: string) {
    this.#path = path
  }

  /** The times of all places that were measured on this machine; none where the file is missing or damaged. */
  async read(): Promise<ReadonlyMap<string, PlaceTimes>> {
    return new Map(Object.entries((await this.#file()).machines[thisMachine()] ?? {}))
  }

  /** Adds the times of places. Another process may write at the same time: then some are measured again. A failure is logged; the times are only of use later. */
  async add(places: ReadonlyMap<string, PlaceTimes>): Promise<void> {
    const { version, machines } = await this.#file()
    const known = Object.entries(machines[thisMachine()] ?? {}).filter(([place]) => !places.has(place))
    const kept = [...known, ...places].slice(-mostPlaces)
    try {
      await writeFileWhole(this.#path, JSON.stringify({ version, machines: { ...machines, [thisMachine()]: Object.fromEntries(kept) } }))
    } catch (error) {
      logTrouble('plan', 'times not stored', error)
    }
  }

  async #file(): Promise<TimesFile> {
    try {
      return fileSchema.parse(JSON.parse(await readRegular(this.#path, 'utf8')))
    } catch (error) {
      if (!isMissing(error)) logTrouble('plan', 'stored times not readable, so that they are measured again', error)
      return { version: 1, machines: {} }
    }
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
