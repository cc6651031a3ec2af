// What an estimate of costs rests on, in a word.
import { phrase } from '@language/phrase'
import type { SweepEstimate } from '@contract/sweeps/sweep-estimate'

export const basisWords: Readonly<Record<SweepEstimate['basis'], string>> = { measured: phrase('measured § what an estimate rests on'), predicted: phrase('predicted § what an estimate rests on') }
