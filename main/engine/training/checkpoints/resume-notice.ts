// Notices for the user when a run goes on: checkpoints that were passed over, more epochs than before, other chances, other ways of computing.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { isAugmented } from '@contract/data/augmentation'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { RunSpec } from '@contract/training/run-spec'
import { dependsOnLength, schedules } from '@contract/training/schedule'
import type { Found } from './checkpoints'

/** One sentence where checkpoints had to be passed over, else null. */
export function resumeNotice({ checkpoint, passedOver }: Found, stepsPerEpoch: number): string | null {
  const [newest] = passedOver
  if (!newest) return null
  const place = (at: CheckpointInfo): string => (at.step === at.epoch * stepsPerEpoch ? phrase('the end of epoch {epoch}', { epoch: at.epoch }) : phrase('step {count}', { count: count(at.step) }))
  const others = passedOver.length - 1
  const damaged = phrase('The checkpoint at {place} cannot be used, because {why}', { place: place(newest.checkpoint), why: newest.why })
  const more = others === 0 ? '' : others === 1 ? phrase(', nor the one before it') : phrase(', nor the {others} before it', { others })
  return phrase('{damaged}{more}; the run goes on from {place} instead.', { damaged, more, place: checkpoint ? place(checkpoint) : phrase('its beginning § of a run') })
}

/** One sentence where a run goes on for more epochs than it was begun with, if its schedule depends on their number; else null. */
export function longerNotice(before: RunSpec | null, now: RunSpec): string | null {
  if (!before || before.epochs === now.epochs || !dependsOnLength[now.schedule.name]) return null
  const title = schedules.find(({ name }) => name === now.schedule.name)?.title.toLowerCase() ?? now.schedule.name
  return phrase('The run goes on for {epochs} epochs instead of {before}: its {schedule} schedule is now that of {epochs}, so its learning rates are not those of a run begun with so many.', { epochs: now.epochs, before: before.epochs, schedule: title })
}

/** The first version of the spec under which augmentation is drawn by epoch and image; before, it was drawn by step and image. */
const drawnByEpoch = 3

/** One sentence where a run goes on whose images an earlier version of the lab would have changed by other chances; else null. @param version of the spec in the checkpoint */
export function chancesNotice(version: number | null, { augmentation }: Pick<RunSpec, 'augmentation'>): string | null {
  if (version === null || version >= drawnByEpoch || !isAugmented(augmentation)) return null
  return phrase('From here on, training images are changed by other chances than the version of CNN Lab that began the run would have drawn; the settings are the same.')
}

/** One sentence where parts of a program cannot take the ways that a plan names for them; else null. @param unknown the keys of these parts */
export function otherWaysNotice(unknown: readonly string[]): string | null {
  const [first] = unknown
  if (first === undefined) return null
  return unknown.length === 1
    ? phrase('One part of the network ({first}) is computed in another way than the plan names, which this version of CNN Lab or this processor does not have: results differ in the last digits.', { first })
    : phrase('{count} parts of the network ({first} and others) are computed in another way than the plan names, which this version of CNN Lab or this processor does not have: results differ in the last digits.', { count: unknown.length, first })
}

const count = (value: number): string => value.toLocaleString(language)
