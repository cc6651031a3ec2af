// Chooses how many steps one run of the training program takes.
import type { Trainer } from './trainer'

/** A chunk this long keeps the curves alive and lets pause and stop act soon. */
const targetSeconds = 0.5
/** Between chunks the state is copied out of ONNX Runtime and back: at about 2 GB/s this keeps it below some 3 % of the time. */
const secondsPerMovedByte = 2e-8
const maxTargetSeconds = 5
const maxSteps = 500
/** Of images that are fed by chunks: the chunk at hand, its copy and two chunks drawn ahead are in memory at once. */
const maxImageBytes = 32e6

/** So many times as many steps as the chunk at hand are told to the trainer before they are taken: the next chunk may be a larger one. */
export const stepsAhead = 2

/**
 * @param stepSeconds measured time of a step; null before the first
 * @param trainer whose state may have to be copied between chunks, and whose images be fed with them
 */
export function chunkSize(stepSeconds: number | null, { movedBytes, stepImageBytes, singleSteps }: Pick<Trainer, 'movedBytes' | 'stepImageBytes' | 'singleSteps'>): number {
  if (stepSeconds === null || singleSteps) return 1
  const target = Math.min(maxTargetSeconds, Math.max(targetSeconds, movedBytes * secondsPerMovedByte))
  return Math.max(1, Math.min(maxSteps, Math.floor(maxImageBytes / stepImageBytes), Math.round(target / stepSeconds)))
}
