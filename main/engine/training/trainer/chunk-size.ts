// Chooses how many steps one run of the training program takes.
import type { Trainer } from './trainer'

/** A chunk this long keeps the curves alive and lets pause and stop act soon. */
const targetSeconds = 0.5
/** Between chunks the state is copied out of ONNX Runtime and back: at about 2 GB/s this keeps it below some 3 % of the time. */
const secondsPerMovedByte = 2e-8
const maxTargetSeconds = 5
const maxSteps = 500
/** Most bytes of images that are fed in a chunk: the current chunk, its copy and two chunks drawn ahead are in memory at once. */
export const maxImageBytes = 32e6

/** Steps that are announced to the trainer in advance, as a multiple of the current chunk's steps: the next chunk may be larger than this one. */
export const stepsAhead = 2

/**
 * @param stepSeconds measured time of a step; null before the first
 * @param trainer its moved state, its fed images and its wish for single steps limit the chunk
 * @param mostImageBytes bytes of images that a chunk may be fed
 */
export function chunkSize(
  stepSeconds: number | null,
  { movedBytes, stepImageBytes, singleSteps }: Pick<Trainer, 'movedBytes' | 'stepImageBytes' | 'singleSteps'>,
  mostImageBytes = maxImageBytes,
): number {
  if (stepSeconds === null || singleSteps) return 1
  const target = Math.min(maxTargetSeconds, Math.max(targetSeconds, movedBytes * secondsPerMovedByte))
  return Math.max(1, Math.min(maxSteps, Math.floor(mostImageBytes / stepImageBytes), Math.round(target / stepSeconds)))
}
