// A run as the events of a TensorBoard file: its settings and how it ended, its curves, and pictures of its first filters.
import { filtersPicture } from '@common/inspection/filter-pictures'
import type { Weights } from '@common/inspection/kernels'
import type { CurveColumns } from '@contract/runs/curve-columns'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { settingPaths, valueAt } from '@contract/training/settings/table'
import { encodePng } from '../files/png'
import { hparamsValue, scalar, summaryRecord, versionRecord, type SummaryValue } from './event-record'

/** Filters of the first convolution after some steps. */
export interface StepKernels {
  readonly step: number
  readonly kernels: Weights
}

/** Session states of the tab HPARAMS. */
const states = { completed: 1, failed: 2 } as const

/** The records of the file, in the order of steps. */
export function* runEvents(run: RunRecord, { points, epochs }: CurveColumns, filters: readonly StepKernels[]): Generator<Buffer> {
  const start = Date.parse(run.startedAt ?? run.createdAt) / 1000
  const timeOf = (elapsed: number): number => start + elapsed
  yield versionRecord(start)
  yield summaryRecord(start, 0, [
    hparamsValue('_hparams_/session_start_info', { data: { case: 'sessionStartInfo', value: { hparams: hparamsOf(run), groupName: run.id, startTimeSecs: start } } }),
  ])
  const perEpoch = run.stepsPerEpoch ?? 0
  const results = [...epochs.epoch].map((epoch, index) => ({ step: epoch * perEpoch, loss: epochs.heldOutLoss[index] ?? 0, accuracy: epochs.heldOutAccuracy[index] ?? 0 }))
  const split = heldOutSplit(run.spec)
  const pictures = [...filters].sort((a, b) => a.step - b.step)
  let elapsed = 0
  /** Results of epochs and pictures up to a step. */
  function* upTo(step: number): Generator<Buffer> {
    for (let result = results[0]; result && result.step <= step; result = results[0]) {
      results.shift()
      yield summaryRecord(timeOf(elapsed), result.step, [scalar(`${split}/loss`, result.loss), scalar(`${split}/accuracy`, result.accuracy)])
    }
    for (let picture = pictures[0]; picture && picture.step <= step; picture = pictures[0]) {
      pictures.shift()
      yield summaryRecord(timeOf(elapsed), picture.step, [imageValue('filters/first_convolution', picture.kernels)])
    }
  }
  for (const [index, step] of points.step.entries()) {
    yield* upTo(step - 1)
    const at = (column: Float64Array): number => column[index] ?? 0
    elapsed = at(points.elapsedSeconds)
    yield summaryRecord(timeOf(elapsed), step, [
      scalar('train/loss', at(points.loss)),
      scalar('train/accuracy', at(points.accuracy)),
      scalar('progress/epoch', at(points.epoch)),
      scalar('speed/images_per_second', at(points.imagesPerSecond)),
      scalar('memory/bytes', at(points.memoryBytes)),
    ])
  }
  yield* upTo(Infinity)
  if (split === 'validation' && run.testLoss !== null && run.testAccuracy !== null) {
    yield summaryRecord(timeOf(elapsed), run.step, [scalar('test/loss', run.testLoss), scalar('test/accuracy', run.testAccuracy)]) // the one test
  }
  const end = run.endedAt === null ? timeOf(elapsed) : Date.parse(run.endedAt) / 1000
  const status = run.status === 'completed' ? states.completed : states.failed
  yield summaryRecord(end, 0, [hparamsValue('_hparams_/session_end_info', { data: { case: 'sessionEndInfo', value: { status, endTimeSecs: end } } })])
}

function imageValue(tag: string, kernels: Weights): SummaryValue {
  const { picture: image } = filtersPicture(kernels)
  return { tag, value: { case: 'image', value: { height: image.height, width: image.width, colorspace: image.channels, encodedImageString: encodePng(image) } } }
}

interface HParam {
  readonly kind:
    | { readonly case: 'numberValue'; readonly value: number }
    | { readonly case: 'stringValue'; readonly value: string }
    | { readonly case: 'boolValue'; readonly value: boolean }
}

/** Settings by path; one that stands for nothing (null) is left out, a structured one is written as JSON. */
function hparamsOf({ spec }: RunRecord): Record<string, HParam> {
  return Object.fromEntries(
    settingPaths.flatMap((path): [string, HParam][] => {
      const value = valueAt(spec, path)
      switch (typeof value) {
        case 'number':
          return [[path, { kind: { case: 'numberValue', value } }]]
        case 'boolean':
          return [[path, { kind: { case: 'boolValue', value } }]]
        case 'string':
          return [[path, { kind: { case: 'stringValue', value } }]]
        case 'object':
          return value === null ? [] : [[path, { kind: { case: 'stringValue', value: JSON.stringify(value) } }]]
        default:
          return [] // a setting that this network or optimizer does not have
      }
    }),
  )
}
