// The figures of an epoch that charts draw over the epochs, each as a function of its results.
import { heldOut } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'

export const epochFigures = {
  trainLoss: ({ trainLoss }) => trainLoss,
  trainAccuracy: ({ trainAccuracy }) => trainAccuracy,
  heldOutLoss: (result) => heldOut(result).loss,
  heldOutAccuracy: (result) => heldOut(result).accuracy,
  imagesPerSecond: ({ imagesPerSecond }) => imagesPerSecond,
} as const satisfies Readonly<Record<string, (result: EpochResult) => number>>

export type EpochFigure = keyof typeof epochFigures
