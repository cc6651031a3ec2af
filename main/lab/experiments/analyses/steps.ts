// Time and memory of whole steps in training and in inference, measured beside what is predicted.
import { timeOfStep } from '@common/roofline/step-time'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { askEngine } from '../../engine-process/single-question'
import { networkSize, predictMemory } from '../../estimates/prediction'
import type { Analysis } from './analysis'
import type { AnalysisDeps } from './analysis-deps'
import { measuredPoints } from './measured-points'

/** A benchmark takes three timed chunks of steps after those that fill caches. */
const steps = 9
/** Seconds of all chunks in inference, and of one in training: a chunk lasts longer where the state that is copied between chunks is large (main/engine/training/trainer/chunk-size.ts). */
const inferenceSeconds = 4
const secondsOfChunk = ({ total }: NetworkAnalysis): number => Math.min(5, Math.max(0.5, 4 * total.parameters * 2e-8))
/** Chunks of full length. */
const chunks = 7

const questions = { training: 'benchmark', inference: 'benchmarkInference' } as const

export const wholeSteps = (deps: AnalysisDeps): Analysis<'steps'> => ({
  points: (spec) =>
    measuredPoints(spec, deps, {
      steps,
      seconds: (analysis, use) => (use === 'training' ? chunks * secondsOfChunk(analysis) : inferenceSeconds),
      measure: async ({ task, use, analysis, prediction, signal }) => {
        const { stepSeconds, imagesPerSecond, peakRssBytes, deviceBytes } = await askEngine(deps.launcher, questions[use], task, { signal })
        const predicted = prediction?.time[use]
        const work = prediction && use === 'training' ? await askEngine(deps.launcher, 'stepWork', task, { signal }) : null
        return [
          {
            values: {},
            figures: {
              stepSeconds,
              predictedStepSeconds: predicted?.seconds ?? null,
              // From the operators that the engine compiles a step to: fast convolutions are other products than those of the layers.
              predictedCompiledSeconds: prediction && work ? timeOfStep(work, prediction.roof) : null,
              imagesPerSecond,
              predictedImagesPerSecond: predicted?.imagesPerSecond ?? null,
              peakRssBytes,
              // Only training is predicted as the engine does it; both by what must lie in memory at least.
              predictedRssBytes: use === 'training' ? predictMemory(networkSize(analysis), task.spec, task.device).peakRssBytes : null,
              leastBytes: analysis.memory[use].peakBytes,
              peakDeviceBytes: deviceBytes,
            },
          },
        ]
      },
    }),
})
