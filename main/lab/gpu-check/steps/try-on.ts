// Training steps of a spec on a device, as the steps of the check ask for them.
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import type { ProgramChanges, TriedSteps } from '@contract/engine/questions/try-steps'
import type { RunSpec } from '@contract/training/run-spec'
import { askEngine } from '../../engine-process/single-question'
import type { StepDeps } from '../planned-step'

export interface Trial {
  readonly spec: RunSpec
  readonly device: DeviceName
  /** Steps at the spec's learning rate. */
  readonly steps: number
  readonly testImages?: number
  readonly timedSeconds?: number
  readonly changes?: ProgramChanges
}

/** Tries steps in a process of its own. @throws LabError what the engine says; the signal's reason */
export function tryOn({ launcher, networkFolder }: Pick<StepDeps, 'launcher' | 'networkFolder'>, { spec, device, steps, testImages = 0, timedSeconds = 0, changes = {} }: Trial, signal: AbortSignal): Promise<TriedSteps> {
  // Direct convolutions, which every device has: fast ones round otherwise.
  const task = { spec: { ...spec, device, convolution: 'direct' as const }, device, networkFolder }
  return askEngine(launcher, 'trySteps', { ...task, steps, testImages, timedSeconds, changes }, { signal })
}

/** The largest deviation of losses from others, relative to these; infinite where one of them is no finite number, or one is missing. */
export function largestDeviation(losses: readonly (number | null)[], others: readonly (number | null)[]): number {
  if (losses.length !== others.length) return Infinity
  return Math.max(...losses.map((loss, index) => {
    const other = others[index] ?? null
    return loss === null || other === null ? Infinity : Math.abs(loss / other - 1)
  }))
}

/** `1.2e-4; allowed: 0.02` */
export const deviationWords = (deviation: number, tolerance: number): string => phrase('{deviation}; allowed: {tolerance}', { deviation: deviation === 0 ? '0' : Number.isFinite(deviation) ? deviation.toExponential(1) : phrase('more than a number tells'), tolerance })
