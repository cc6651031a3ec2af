// The checkpoints of a run: which one to go on from, and which are kept.
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { phrase } from '@language/phrase'
import { checkpointAt, checkpointsFolder, newestFirst, type CheckpointInfo } from '@contract/runs/checkpoints'
import { heldOut } from '@contract/runs/held-out'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { fileTrouble, writingRemedy } from '../../../files/file-trouble'
import { LockLost } from '../../../files/folder-lock/folder-lock'
import { BrokenSeal, peekSealedFolder } from '../../../files/sealed-folder'
import type { StateValues } from '../../../networks/network'
import { readCheckpoint, readFacts, writeCheckpoint, type Checkpoint, type CheckpointFacts, type StateLayout } from './checkpoint'

/** A checkpoint that cannot be used, and why, as the end of a sentence. */
export interface PassedOver {
  readonly checkpoint: CheckpointInfo
  readonly why: string
}

/** The checkpoint from which a run goes on. */
export interface Found {
  /** The newest checkpoint that is whole; null where there is none. */
  readonly checkpoint: CheckpointInfo | null
  readonly content: Checkpoint | null
  /** Newer ones that cannot be used, the newest first. */
  readonly passedOver: readonly PassedOver[]
}

/** Whether a run of `before` can go on with `now`: only the number of epochs may differ, on which its batches do not depend. */
function isSameTraining(before: RunSpec, now: RunSpec): boolean {
  return isDeepStrictEqual({ ...before, epochs: now.epochs }, now)
}

/** How many of the newest are kept beside the best. */
const keptNewest = 2

export class Checkpoints {
  readonly #unusable = new Set<string>()
  readonly #runFolder: string
  readonly #spec: RunSpec
  readonly #layout: StateLayout
  readonly #fence: () => void

  /**
   * @param runFolder the run's own folder, which gets `checkpoints/`
   * @param fence called before each change in it; throws `LockLost` where the folder is no longer in the hands of this process
   */
  constructor(runFolder: string, spec: RunSpec, layout: StateLayout, fence: () => void = () => undefined) {
    this.#runFolder = runFolder
    this.#spec = spec
    this.#layout = layout
    this.#fence = fence
  }

  /** Finds the newest checkpoint that is whole, by checking every byte on the disk. */
  async newest(): Promise<Found> {
    const passedOver: PassedOver[] = []
    for (const checkpoint of newestFirst(await this.#names())) {
      try {
        const content = await readCheckpoint(join(this.#runFolder, checkpoint.folder), this.#layout)
        const { spec } = content.facts
        if (spec && !isSameTraining(spec, this.#spec)) throw new BrokenSeal(phrase('it belongs to a run with other settings'))
        return { checkpoint, content, passedOver }
      } catch (error) {
        if (!(error instanceof BrokenSeal)) throw error
        passedOver.push({ checkpoint, why: error.message })
        this.#unusable.add(checkpoint.folder)
      }
    }
    return { checkpoint: null, content: null, passedOver }
  }

  /**
   * Writes a checkpoint; of those that can be used, the last two and the best are kept afterwards.
   * @throws LabError `checkpoint/unwritable`, LockLost; the earlier checkpoints are untouched then
   */
  async save(values: StateValues, facts: Omit<CheckpointFacts, 'spec'>): Promise<CheckpointInfo> {
    const checkpoint = checkpointAt(facts.state.epoch, facts.state.step)
    try {
      await writeCheckpoint(join(this.#runFolder, checkpoint.folder), this.#layout, values, { spec: this.#spec, ...facts }, this.#fence)
    } catch (error) {
      if (error instanceof LockLost) throw error
      const message = phrase('The checkpoint of step {step} cannot be written: {fileTrouble}.', { step: checkpoint.step, fileTrouble: fileTrouble(error) })
      throw new LabError('checkpoint/unwritable', message, writingRemedy(error, phrase('resume the run')), { cause: error })
    }
    this.#unusable.delete(checkpoint.folder)
    this.#fence()
    await this.#prune(checkpoint)
    return checkpoint
  }

  /**
   * Removes all checkpoints but the last two and the best up to the newest. Checkpoints of later steps are of an abandoned course of the
   * run, which went on from an earlier one; unfinished ones cannot be used.
   */
  async #prune(newest: CheckpointInfo): Promise<void> {
    const names = await this.#names()
    const all = newestFirst(names).filter(({ folder }) => !this.#unusable.has(folder))
    const usable = all.slice(all.findIndex(({ folder }) => folder === newest.folder))
    const kept = new Set([...usable.slice(0, keptNewest), this.#best(usable)].map((checkpoint) => checkpoint && basename(checkpoint.folder)))
    const superfluous = names.filter((name) => !kept.has(name))
    // What cannot be removed now is tried again after the next checkpoint.
    await Promise.allSettled(superfluous.map((name) => rm(join(this.#runFolder, checkpointsFolder, name), { recursive: true, force: true })))
  }

  /** The checkpoint at the end of the epoch with the lowest loss on the images that judge epochs, the earliest of several (see `bestEpoch`); null where no epoch has ended. */
  #best(checkpoints: readonly CheckpointInfo[]): CheckpointInfo | null {
    let best: { readonly checkpoint: CheckpointInfo; readonly loss: number } | null = null
    for (const checkpoint of checkpoints) {
      const loss = this.#heldOutLossOf(checkpoint)
      if (loss !== null && loss <= (best?.loss ?? Infinity)) best = { checkpoint, loss }
    }
    return best?.checkpoint ?? null
  }

  /** Loss of the parameters in a checkpoint on the images that judge epochs; null where they were not judged. */
  #heldOutLossOf({ folder }: CheckpointInfo): number | null {
    try {
      const { state, epochs } = readFacts(peekSealedFolder(join(this.#runFolder, folder)))
      const last = epochs.at(-1)
      return state.stepOfEpoch === 0 && last ? heldOut(last).loss : null
    } catch {
      return null // a damaged checkpoint is passed over; the user is told of it when a run cannot go on from it
    }
  }

  /** Names of all entries in the folder of checkpoints; none where the folder does not exist yet. */
  async #names(): Promise<string[]> {
    try {
      return await readdir(join(this.#runFolder, checkpointsFolder))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
      throw error
    }
  }
}
