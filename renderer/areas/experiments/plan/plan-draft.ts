// The plan of an experiment as the reader changes it, and the plan that it stands for, or the fault of each wrong field by its part.
import type { Part } from '@common/experiments/experiment'
import { phrase } from '@language/phrase'
import type { AnalysisSpec } from '@contract/experiments/analysis'
import type { ExperimentPlan, PartWork } from '@contract/experiments/experiment-record'
import { listedPoints } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { RunSpec } from '@contract/training/run-spec'
import { settingAt, valueAt, withValueAt, type SettingPath } from '@contract/training/settings/table'
import { numberSchema } from '@contract/training/settings/value-schema'
import { markRaw } from 'vue'
import { readNumber } from '../../../fields/read-number'
import { draftOfSweep, readSweepDraft, type SweepDraft } from '../../sweeps/new/sweep-draft'
import { draftOfPoint, readList, type PointDraft } from './point-drafts'

/** Settings of all runs of a part that the reader may change, beside what varies. */
export const baseFields = ['epochs', 'dataset.limitTrain', 'dataset.limitTest'] as const satisfies readonly SettingPath[]
export type BaseField = (typeof baseFields)[number]

export interface SweepPartDraft {
  readonly kind: 'sweep'
  readonly name: string
  readonly sweep: SweepSpec
  form: SweepDraft
  /** The base's settings as typed. */
  base: Record<BaseField, string>
  /** The points of a list; empty for other strategies. */
  points: readonly PointDraft[]
}

export interface AnalysisPartDraft {
  readonly kind: 'analysis'
  readonly name: string
  readonly analysis: AnalysisSpec
  /** `1, 32, 128`. */
  batchSizes: string
}

export type PartDraft = SweepPartDraft | AnalysisPartDraft

/** Faults in sentences by field: `epochs`, `seeds`, `axes.0.list`, `points.3`, `batchSizes`. */
export type PartFaults = Readonly<Record<string, string>>

export interface ReadPlan {
  /** Null where a field is wrong. */
  readonly plan: ExperimentPlan | null
  /** By the part's name; parts without a fault are not there. */
  readonly faults: Readonly<Record<string, PartFaults>>
}

/** The form that shows a plan, in the order of the parts; parts that the plan leaves out have none. */
export function draftsOfPlan(parts: readonly Pick<Part, 'name'>[], plan: ExperimentPlan): PartDraft[] {
  return parts.flatMap(({ name }) => {
    const work = plan[name]
    return work ? [draftOf(name, work)] : []
  })
}

/** The form never changes the work that it began with; as a reactive object the work could not be sent to the lab. */
function draftOf(name: string, work: PartWork): PartDraft {
  if (work.kind === 'analysis') return { kind: 'analysis', name, analysis: markRaw(work.analysis), batchSizes: work.analysis.batchSizes.join(', ') }
  return { kind: 'sweep', name, sweep: markRaw(work.sweep), form: draftOfSweep(work.sweep), base: Object.fromEntries(baseFields.map((path) => [path, baseText(work.sweep.base, path)])) as Record<BaseField, string>, points: markRaw(listedPoints(work.sweep.strategy).map((point) => draftOfPoint(point, work.sweep, false))) }
}

function baseText(base: RunSpec, path: BaseField): string {
  const value = valueAt(base, path)
  return typeof value === 'number' ? String(value) : ''
}

/** Fields of the base that a part has: what an axis varies is no longer one of them. */
export function baseFieldsOf({ sweep }: SweepPartDraft): readonly BaseField[] {
  const varied = new Set<string>(sweep.axes.flatMap(({ setting, along }) => [setting, ...along]))
  return baseFields.filter((path) => !varied.has(path))
}

/** Reads the form of a plan. */
export function readPlan(drafts: readonly PartDraft[]): ReadPlan {
  const read = drafts.map((draft) => ({ name: draft.name, ...(draft.kind === 'sweep' ? readSweepPart(draft) : readAnalysisPart(draft)) }))
  const faults = Object.fromEntries(read.flatMap((part) => (part.work ? [] : [[part.name, part.faults] as const])))
  const works = read.flatMap(({ name, work }) => (work ? [[name, work] as const] : []))
  return { plan: works.length === drafts.length ? Object.fromEntries(works) : null, faults }
}

interface ReadPart {
  readonly work: PartWork | null
  readonly faults: PartFaults
}

function readSweepPart(draft: SweepPartDraft): ReadPart {
  const faults: Record<string, string> = {}
  let base: RunSpec = draft.sweep.base
  for (const path of baseFieldsOf(draft)) {
    const { value, fault } = readBaseField(path, draft.base[path])
    if (fault === null) base = withValueAt(base, path, value) as RunSpec
    else faults[path] = fault
  }
  const list = draft.form.strategy === 'list' ? readList(draft.sweep, draft.points) : null
  const { axes, listed } = list ? draftOfSweep(list.sweep) : draft.form
  const read = readSweepDraft({ ...draft.form, axes, listed }, base, true)
  const { points, ...others } = read.faults
  // The list says at each point what is wrong with it.
  const ofPoints = list && Object.keys(list.faults).length > 0 ? list.faults : points === undefined ? {} : { points }
  const all = { ...others, ...ofPoints, ...faults }
  return { work: read.spec && Object.keys(all).length === 0 ? { kind: 'sweep', sweep: read.spec } : null, faults: all }
}

function readBaseField(path: BaseField, text: string): { readonly value: number | null; readonly fault: string | null } {
  const setting = settingAt(path)
  if (setting.kind !== 'count') throw new TypeError(`${path} is no count`)
  if (setting.empty !== undefined && (text.trim() === '' || text.trim().toLowerCase() === setting.empty)) return { value: null, fault: null }
  const parsed = numberSchema(setting).safeParse(readNumber(path, text))
  return parsed.success ? { value: parsed.data, fault: null } : { value: null, fault: phrase('{setting} {fault}.', { setting: setting.label, fault: Number.isNaN(readNumber(path, text)) ? phrase('must be a whole number') : (parsed.error.issues[0]?.message ?? phrase('is wrong')) }) }
}

const batchSizeSetting = settingAt('batchSize')

function readAnalysisPart({ analysis, batchSizes }: AnalysisPartDraft): ReadPart {
  const sizes = batchSizes.split(/[,;，、；\s]+/).filter((text) => text !== '').map(Number)
  const schema = batchSizeSetting.kind === 'count' ? numberSchema(batchSizeSetting) : null
  const wrong = sizes.find((size) => schema?.safeParse(size).success !== true)
  if (sizes.length === 0 || wrong !== undefined) return { work: null, faults: { batchSizes: phrase('Batch sizes must be whole numbers from 1 on, with commas between them.') } }
  return { work: { kind: 'analysis', analysis: { ...analysis, batchSizes: [...new Set(sizes)] } }, faults: {} }
}
