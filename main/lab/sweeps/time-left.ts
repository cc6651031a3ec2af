// The expected time to the end of a sweep: what its points are expected to take, corrected by what the first of them took.
import { sum } from '@common/statistics/sum'
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { Estimate } from '@contract/training/estimate'
import { shareTrained, startsOfPoint } from './sweep-costs'

/** What a point's whole run is expected to take: training, and what comes beside it each time that the run is begun or gone on with. */
export type ExpectedTime = Pick<Estimate, 'seconds' | 'overheadSeconds'>

/**
 * @param expected by the number of the point; points that it lacks are expected to take the mean of the others
 * @returns seconds if one run goes on at a time; null where nothing is known of any point
 */
export function secondsLeft(spec: Pick<SweepSpec, 'strategy' | 'base'>, points: readonly SweepPoint[], expected: ReadonlyMap<number, ExpectedTime>): number | null {
  /** The share of its epochs that a point has done. */
  const shareOf = ({ values, figures }: SweepPoint): number => (figures.epochs ?? 0) / Number(values.epochs ?? spec.base.epochs)
  const done = points.filter(({ figures }) => figures.epochs !== null && figures.elapsedSeconds !== null)
  const times = [...expected.values()]
  const mean = meanOf(times.map(({ seconds }) => seconds)) ?? meanOf(done.map((point) => (point.figures.elapsedSeconds ?? 0) / shareOf(point)))
  if (mean === null) return null
  const meanOverhead = meanOf(times.map(({ overheadSeconds }) => overheadSeconds)) ?? 0
  const whole = (number: number): number => expected.get(number)?.seconds ?? mean
  const expectedOfDone = sum(done.map((point) => whole(point.number) * shareOf(point)))
  const taken = sum(done.map(({ figures }) => figures.elapsedSeconds ?? 0))
  const correction = expectedOfDone > 0 ? taken / expectedOfDone : 1
  if (spec.strategy.kind === 'asha') {
    const total = sum(points.map(({ number }) => whole(number))) * shareTrained(spec, points.length)
    const startsLeft = points.length * startsOfPoint(spec, points.length) - sum(done.map(({ rung }) => (rung ?? 0) + 1))
    return Math.max(0, total * correction - taken) + Math.max(0, startsLeft) * meanOverhead
  }
  const left = points.filter(({ status }) => status === 'waiting' || status === 'queued' || status === 'running')
  const toBegin = left.filter(({ figures }) => figures.epochs === null)
  const overhead = sum(toBegin.map(({ number }) => expected.get(number)?.overheadSeconds ?? meanOverhead))
  return correction * sum(left.map((point) => whole(point.number) * Math.max(0, 1 - shareOf(point)))) + overhead
}

const meanOf = (numbers: readonly number[]): number | null => (numbers.length === 0 ? null : sum(numbers) / numbers.length)
