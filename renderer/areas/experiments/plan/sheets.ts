// The sheets of experiments as the reader left them: which record is shown, the chosen size, and the plan of each size as it is being changed.
import { carriedOver } from '@common/experiments/joining-networks'
import { experimentOf } from '@common/experiments/experiments'
import { isSamePlan } from '@common/experiments/plan-key'
import { planOf } from '@common/experiments/plan-of'
import { experimentSizes, type ExperimentName, type ExperimentSize } from '@contract/experiments/experiment-names'
import type { ExperimentPlan, ExperimentRecord } from '@contract/experiments/experiment-record'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { draftsOfPlan, readPlan, type PartDraft } from './plan-draft'
import { withJoined } from './point-drafts'

export interface Sheet {
  readonly name: ExperimentName
  /** Id of the record that is shown; null: a new one, not begun. */
  shown: string | null
  /** Size of that record; null: not begun. */
  shownSize: ExperimentSize | null
  size: ExperimentSize
  drafts: Record<ExperimentSize, PartDraft[]>
}

export const useSheets = defineStore('experiment-sheets', () => {
  const sheets = reactive(new Map<ExperimentName, Sheet>())

  /** The sheet of an experiment; a new one before it was opened. */
  function sheetOf(name: ExperimentName): Sheet {
    if (!sheets.has(name)) sheets.set(name, { name, shown: null, shownSize: null, size: 'quick', drafts: definedDrafts(name) })
    return sheets.get(name) as Sheet
  }

  /** Shows a record with its own plan, and in the other sizes with the networks that were added in it, or with null a sheet to begin anew. */
  function show(name: ExperimentName, record: ExperimentRecord | null): void {
    const drafts = record ? draftsBeside(record) : definedDrafts(name)
    Object.assign(sheetOf(name), { shown: record?.id ?? null, shownSize: record?.size ?? null, drafts, ...(record && { size: record.size }) })
  }

  /** Takes the definition's plan back for a size. */
  function takeBack(name: ExperimentName, size: ExperimentSize): void {
    sheetOf(name).drafts[size] = definedDrafts(name)[size]
  }

  /** A network joins the list of a part in every size, at what is usual there; in the others only where it is not there yet. */
  function join(name: ExperimentName, partName: string, network: string): void {
    const { size: chosen, drafts } = sheetOf(name)
    const part = experimentOf(name).parts.find((one) => one.name === partName)
    for (const size of experimentSizes) {
      const draft = drafts[size].find((one) => one.name === partName)
      if (draft?.kind === 'sweep') draft.points = withJoined(draft, part?.join?.(network, draft.sweep) ?? [], size === chosen)
    }
  }

  return { sheetOf, show, takeBack, join }
})

function definedDrafts(name: ExperimentName): Sheet['drafts'] {
  const { parts, sizes } = experimentOf(name)
  return Object.fromEntries(experimentSizes.map((size) => [size, draftsOfPlan(parts, sizes[size].plan)])) as Sheet['drafts']
}

function draftsBeside(record: ExperimentRecord): Sheet['drafts'] {
  const { parts, sizes } = experimentOf(record.name)
  const own = planOf(record)
  return Object.fromEntries(experimentSizes.map((size) => [size, draftsOfPlan(parts, size === record.size ? own : carriedOver(parts, own, sizes[size].plan))])) as Sheet['drafts']
}

/** The plan of a size as it is sent to the lab: null where it is the definition's. */
export interface SizePlanChoice {
  /** Whether every field is right. */
  readonly isRight: boolean
  /** Whether it differs from the definition's. */
  readonly isChanged: boolean
  /** Null: the definition's. */
  readonly plan: ExperimentPlan | null
}

export function planChoice({ name, drafts }: Pick<Sheet, 'name' | 'drafts'>, size: ExperimentSize): SizePlanChoice {
  const { plan } = readPlan(drafts[size])
  if (!plan) return { isRight: false, isChanged: true, plan: null }
  const isChanged = !isSamePlan(plan, experimentOf(name).sizes[size].plan)
  return { isRight: true, isChanged, plan: isChanged ? plan : null }
}
