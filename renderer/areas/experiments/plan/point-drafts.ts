// The points of a part's list as the reader changes them: ticked off, with other numbers, copied, added and removed.
import { axisValueWords } from '@common/sweeps/sweep-words'
import { withListedPoints } from '@common/sweeps/with-listed-points'
import { betweenSentences } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import { numberSettingAt, settingValueSchema, type AxisPath, type AxisValue } from '@contract/sweeps/axis'
import { networkKey } from '@contract/models/own-network'
import { listedValues, valuesKey } from '@contract/sweeps/listed-values'
import { listedPoints, type ListedPoint } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { settingAt } from '@contract/training/settings/table'
import { readNumber } from '../../../fields/read-number'

export interface PointDraft {
  /** As the plan had it, or as it joined. */
  readonly point: ListedPoint
  /** Its numbers as typed, by their settings; empty: as the network or the base of the list has it. */
  readonly numbers: Readonly<Record<string, string>>
  readonly isOn: boolean
  /** Whether the reader has added it, so that it can be removed. */
  readonly isAdded: boolean
}

/** The settings with numbers that points of the list name. */
export function numberSettings(sweep: Pick<SweepSpec, 'axes' | 'strategy'>): readonly AxisPath[] {
  const points = listedPoints(sweep.strategy)
  return sweep.axes.map(({ setting }) => setting).filter((setting) => numberSettingAt(setting) !== null && points.some((point) => setting in point))
}

export function draftOfPoint(point: ListedPoint, sweep: Pick<SweepSpec, 'axes' | 'strategy'>, isAdded: boolean): PointDraft {
  const numbers = Object.fromEntries(numberSettings(sweep).map((setting) => [setting, setting in point ? axisValueWords(setting, point[setting]) : '']))
  return { point, numbers, isOn: true, isAdded }
}

export interface ReadPoint {
  readonly draft: PointDraft
  /** Numbers that are wrong are left out. */
  readonly point: ListedPoint
  /** The values of all axes, by which it has its label. */
  readonly values: ReturnType<typeof listedValues>
  /** What is wrong with its numbers, in sentences by their settings. */
  readonly faults: Readonly<Record<string, string>>
}

/** Every point of a list, those that are left out too. */
export function readPoints(sweep: Pick<SweepSpec, 'axes' | 'base'>, drafts: readonly PointDraft[]): readonly ReadPoint[] {
  return drafts.map((draft) => {
    const faults: Record<string, string> = {}
    const point: Record<string, AxisValue> = { ...draft.point }
    for (const [setting, text] of Object.entries(draft.numbers) as [AxisPath, string][]) {
      Reflect.deleteProperty(point, setting)
      if (text.trim() === '') continue
      const { value, fault } = readValue(setting, text)
      if (fault === null) point[setting] = value
      else faults[setting] = fault
    }
    const ordered = inOrderOf(draft.point, point)
    return { draft, point: ordered, values: listedValues(sweep.base, sweep.axes, ordered), faults }
  })
}

/** Equal plans are equal texts, so that what is named in both stands in the same order. */
const inOrderOf = (before: ListedPoint, point: ListedPoint): ListedPoint => Object.fromEntries([...Object.keys(before).filter((setting) => setting in point), ...Object.keys(point).filter((setting) => !(setting in before))].map((setting) => [setting, point[setting] ?? null]))

function readValue(setting: AxisPath, text: string): { readonly value: AxisValue; readonly fault: string | null } {
  const { label, empty } = settingAt(setting)
  if (empty !== undefined && text.trim().toLowerCase() === empty) return { value: null, fault: null }
  const number = readNumber(setting, text)
  if (Number.isNaN(number)) return { value: null, fault: phrase('{setting}: “{text}” is no number.', { setting: label, text: text.trim() }) }
  const message = settingValueSchema(setting).safeParse(number).error?.issues[0]?.message
  return message === undefined ? { value: number, fault: null } : { value: null, fault: phrase('{setting} {fault}.', { setting: label, fault: message }) }
}

export interface ReadList {
  /** The sweep with the points that are on. */
  readonly sweep: SweepSpec
  /** What is wrong with a point, in a sentence by its place among all: `points.2`; of the whole list `points`. */
  readonly faults: Readonly<Record<string, string>>
}

export function readList(sweep: SweepSpec, drafts: readonly PointDraft[]): ReadList {
  const faults: Record<string, string> = {}
  const read = readPoints(sweep, drafts)
  const seen = new Set<string>()
  for (const [place, { draft, values, faults: own }] of read.entries()) {
    if (!draft.isOn) continue
    const key = valuesKey(values)
    const words = Object.values(own)
    if (words.length > 0) faults[`points.${place}`] = words.join(betweenSentences)
    else if (seen.has(key)) faults[`points.${place}`] = phrase('It is the same as a point above: change one of its values.')
    else seen.add(key)
  }
  const points = read.filter(({ draft }) => draft.isOn).map(({ point }) => point)
  if (points.length === 0) faults.points = phrase('Choose at least one point.')
  return { sweep: withListedPoints(sweep, points), faults }
}

/** The points of a list with those of a network that joins. @param isTwice whether it joins also where the list has the network already */
export function withJoined({ points, sweep }: { readonly points: readonly PointDraft[]; readonly sweep: SweepSpec }, joined: readonly ListedPoint[], isTwice: boolean): readonly PointDraft[] {
  const has = points.some(({ point }) => joined.some((one) => networkKey(String(one['network.model'])) === networkKey(String(point['network.model']))))
  return has && !isTwice ? points : [...points, ...joined.map((point) => draftOfPoint(point, sweep, true))]
}

/** The place among all of the point that a number of the lab means, which counts the points that are on, each once with every seed. */
export function placeOfNumber(drafts: readonly PointDraft[], seeds: number, number: number): number | undefined {
  const on = drafts.flatMap(({ isOn }, place) => (isOn ? [place] : []))
  return on[Math.floor((number - 1) / seeds)]
}
