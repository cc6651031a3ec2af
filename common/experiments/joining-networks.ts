// Networks that the reader adds to the list of a part: at the settings that are usual there, and kept where the experiment goes on to another size.
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import { networkKey } from '@contract/models/own-network'
import { listedPoints, type ListedPoint } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { withListedPoints } from '../sweeps/with-listed-points'
import type { Part } from './experiment'

const keyOf = (point: ListedPoint): string => networkKey(String(point['network.model']))

/** The part of a plan whose list networks can join, with its sweep; null: there is none. */
function joined(parts: readonly Part[], plan: ExperimentPlan): { readonly part: Part; readonly join: NonNullable<Part['join']>; readonly sweep: SweepSpec } | null {
  for (const part of parts) {
    const work = plan[part.name]
    if (part.join && work?.kind === 'sweep') return { part, join: part.join, sweep: work.sweep }
  }
  return null
}

/** A plan with networks added by their names, without those that it has; null: its experiment has no list of networks. */
export function withNetworks(parts: readonly Part[], plan: ExperimentPlan, names: readonly string[]): ExperimentPlan | null {
  const into = joined(parts, plan)
  if (!into) return null
  const { part, join, sweep } = into
  const had = new Set(listedPoints(sweep.strategy).map(keyOf))
  const added = names.flatMap((name) => {
    const key = networkKey(name)
    if (had.has(key)) return []
    had.add(key)
    return join(name, sweep)
  })
  return added.length === 0 ? plan : { ...plan, [part.name]: { kind: 'sweep', sweep: withListedPoints(sweep, [...listedPoints(sweep.strategy), ...added]) } }
}

/** The plan of another size with the networks that the reader has added in this one; values that are the usual ones become those of the other size. */
export function carriedOver(parts: readonly Part[], from: ExperimentPlan, to: ExperimentPlan): ExperimentPlan {
  const [source, target] = [joined(parts, from), joined(parts, to)]
  if (!source || !target || source.part.name !== target.part.name) return to
  const had = new Set(listedPoints(target.sweep.strategy).map(keyOf))
  const names = new Map(listedPoints(source.sweep.strategy).filter((point) => !had.has(keyOf(point))).map((point) => [keyOf(point), String(point['network.model'])]))
  const added = [...names].flatMap(([key, name]) => {
    const [before, now] = [source.join(name, source.sweep), target.join(name, target.sweep)]
    const [usual, other] = [before[0], now[0]]
    if (before.length !== 1 || now.length !== 1 || !usual || !other) return now
    return listedPoints(source.sweep.strategy).filter((point) => keyOf(point) === key).map((point) => withUsualOf(point, usual, other))
  })
  return added.length === 0 ? to : { ...to, [target.part.name]: { kind: 'sweep', sweep: withListedPoints(target.sweep, [...listedPoints(target.sweep.strategy), ...added]) } }
}

const withUsualOf = (point: ListedPoint, usual: ListedPoint, other: ListedPoint): ListedPoint =>
  Object.fromEntries(Object.entries(point).map(([setting, value]) => [setting, value === usual[setting] ? (other[setting] ?? value) : value]))
