// Chooses how many steps one run of the training program takes.
import type { Trainer } from './trainer'

/** A chunk this long keeps the curves alive and lets pause and stop act soon. */
const targetSeconds = 0.5
/** Between chunks the state is copied out of ONNX Runtime and back: at about 2 GB/s this keeps it below some 3 % of the time. */
const secondsPerStateByte = 2e-8
const maxTargetSeconds = 5
const maxSteps = 500

/**
 * @param stepSeconds measured time of a step; null before the first
 * @param trainer whose parameters and optimizer state are copied between chunks
 */
export function chunkSize(stepSeconds: number | null, { stateBytes, singleSteps }: Pick<Trainer, 'stateBytes' | 'singleSteps'>): number {
  if (stepSeconds === null || singleSteps) return 1
  const target = Math.min(maxTargetSeconds, Math.max(targetSeconds, stateBytes * secondsPerStateByte))
  return Math.min(maxSteps, Math.max(1, Math.round(target / stepSeconds)))
}
