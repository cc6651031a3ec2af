// What a maximisation asks for until the user chooses otherwise.
import type { MaximizationWanted } from '@contract/inspection/maximization'

/** Enough steps for a first picture; decay and smoothness that leave strokes and remove speckles (Yosinski et al. 2015, arXiv:1506.06579). */
export const usualMaximization: Omit<MaximizationWanted, 'layer' | 'unit'> = { steps: 128, learningRate: 0.02, decay: 0.01, smoothness: 0.1, jitter: 1, seed: 0 }
