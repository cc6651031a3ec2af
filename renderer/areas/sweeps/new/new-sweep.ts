// The sweep that the user writes: its base, the form, what it will cost, and its start or the extension of an earlier one.
import { phrase } from '@language/phrase'
import { toProblem, type Problem } from '@contract/problem'
import type { SweepEstimate } from '@contract/sweeps/sweep-estimate'
import type { SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { presets, type PresetName } from '@contract/training/presets'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useSetup } from '../../training/setup-store'
import { useSweeps } from '../sweeps'
import { emptyPlace, readPlace, type PlaceDraft } from './place-draft'
import { draftOfSweep, emptyDraft, newAxis, readSweepDraft, type SweepDraft } from './sweep-draft'
import type { AxisPath } from '@contract/sweeps/axis'

/** Where the settings that do not vary come from. */
export type SweepBase = { readonly kind: 'train' } | { readonly kind: 'preset'; readonly name: PresetName } | { readonly kind: 'spec'; readonly title: string; readonly spec: RunSpec }

/** Milliseconds without a change after which the cost is asked for. */
const pause = 350

export const useNewSweep = defineStore('new-sweep', () => {
  const setup = useSetup()
  const sweeps = useSweeps()
  const base = shallowRef<SweepBase>({ kind: 'train' })
  const draft = reactive<SweepDraft>(emptyDraft())
  const placeDraft = reactive<PlaceDraft>(emptyPlace())
  /** The sweep that gets more points; null: the form is of a new one. */
  const extended = shallowRef<SweepSummary | null>(null)

  /** Null while the form in Train is wrong. */
  const baseSpec = computed((): RunSpec | null => {
    const { value } = base
    switch (value.kind) {
      case 'train':
        return setup.spec
      case 'preset':
        return presets.find(({ name }) => name === value.name)?.spec ?? null
      case 'spec':
        return value.spec
    }
  })
  const read = computed(() => (baseSpec.value ? readSweepDraft(draft, baseSpec.value) : { spec: null, faults: { base: phrase('A setting in Train is wrong.') } }))
  const spec = computed(() => read.value.spec)
  const faults = computed(() => read.value.faults)

  /** Where it is computed, or the faults there; an earlier sweep stays where it is. */
  const readPlaceDraft = computed(() => (extended.value ? { place: extended.value.place, faults: {} } : readPlace(placeDraft)))
  const place = computed(() => readPlaceDraft.value.place)
  const placeFaults = computed(() => readPlaceDraft.value.faults)

  /** Whether the form is being written. */
  const isBegun = ref(false)

  const estimate = shallowRef<SweepEstimate | null>(null)
  const isEstimating = ref(false)
  const estimateProblem = shallowRef<Problem | null>(null)
  const startProblem = shallowRef<Problem | null>(null)
  const isStarting = ref(false)

  /** Counts changes of the form; an answer to an earlier form is discarded. */
  let change = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(spec, (now) => {
    change++
    clearTimeout(timer)
    startProblem.value = null
    isEstimating.value = now !== null
    if (now) timer = setTimeout(() => void askCost(now), pause)
    else estimate.value = null
  })

  async function askCost(of: SweepSpec): Promise<void> {
    const asked = change
    try {
      const answer = await ask('estimateSweep', of)
      if (asked !== change) return
      estimate.value = answer
      estimateProblem.value = null
    } catch (error) {
      if (asked !== change) return
      estimate.value = null
      estimateProblem.value = toProblem(error)
    }
    isEstimating.value = false
  }

  /** A new form with a base. */
  function begin(from: SweepBase): void {
    extended.value = null
    base.value = from
    Object.assign(draft, emptyDraft())
    addAxis('optimizer.learningRate') // the setting that matters most in most networks
    isBegun.value = true
  }

  /** A new form where none is being written. */
  function ensure(): void {
    if (!isBegun.value || extended.value) begin({ kind: 'train' })
  }

  /** Shows a sweep in the form, of a file or as a beginning. */
  function take(sweep: SweepSpec, title: string): void {
    extended.value = null
    show(sweep, title)
  }

  /** Shows a sweep in the form, to give it more points. */
  function extend(sweep: SweepSummary): void {
    extended.value = sweep
    show(sweep.spec, sweep.title)
  }

  function show(sweep: SweepSpec, title: string): void {
    isBegun.value = true
    base.value = { kind: 'spec', title, spec: sweep.base }
    Object.assign(draft, draftOfSweep(sweep))
  }

  function addAxis(setting: AxisPath): void {
    if (baseSpec.value) draft.axes.push(newAxis(setting, baseSpec.value))
  }
  function removeAxis(index: number): void {
    draft.axes.splice(index, 1)
  }

  /** Starts the sweep, or extends the earlier one; answers with its id, or null where the lab refuses. */
  async function start(): Promise<string | null> {
    if (!spec.value || !place.value || isStarting.value) return null
    isStarting.value = true
    startProblem.value = null
    try {
      const sweep = extended.value ? await sweeps.extend(extended.value.id, spec.value) : await sweeps.start(spec.value, place.value)
      isBegun.value = false
      return sweep.id
    } catch (error) {
      startProblem.value = toProblem(error)
      return null
    } finally {
      isStarting.value = false
    }
  }

  return { base, draft, placeDraft, place, placeFaults, extended, baseSpec, spec, faults, estimate, isEstimating, estimateProblem, startProblem, isStarting, begin, ensure, take, extend, addAxis, removeAxis, start }
})
