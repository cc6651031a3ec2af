// The expected time to the end of a sweep: what its points are expected to take, corrected by what the first of them took.
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { shareTrained } from './sweep-costs'

/**
 * @param expected seconds of each point's whole run, by the number of the point; points that it lacks are expected to take the mean of the others
 * @returns seconds if one run goes on at a time; null where nothing is known of any point
 */
export function secondsLeft(spec: Pick<SweepSpec, 'strategy' | 'base'>, points: readonly SweepPoint[], expected: ReadonlyMap<number, number>): number | null {
  /** The share of its epochs that a point has done. */
  const shareOf = ({ values, figures }: SweepPoint): number => (figures.epochs ?? 0) / Number(values.epochs ?? spec.base.epochs)
  const done = points.filter(({ figures }) => figures.epochs !== null && figures.elapsedSeconds !== null)
  const mean = meanOf([...expected.values()]) ?? meanOf(done.map((point) => (point.figures.elapsedSeconds ?? 0) / shareOf(point)))
  if (mean === null) return null
  const whole = (number: number): number => expected.get(number) ?? mean
  const expectedOfDone = sum(done.map((point) => whole(point.number) * shareOf(point)))
  const taken = sum(done.map(({ figures }) => figures.elapsedSeconds ?? 0))
  const correction = expectedOfDone > 0 ? taken / expectedOfDone : 1
  if (spec.strategy.kind === 'asha') {
    const total = sum(points.map(({ number }) => whole(number))) * shareTrained(spec, points.length)
    return Math.max(0, total * correction - taken)
  }
  const left = points.filter(({ status }) => status === 'waiting' || status === 'queued' || status === 'running')
  return correction * sum(left.map((point) => whole(point.number) * Math.max(0, 1 - shareOf(point))))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const meanOf = (numbers: readonly number[]): number | null => (numbers.length === 0 ? null : sum(numbers) / numbers.length)
