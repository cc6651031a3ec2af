// All experiments that were begun, and the results of those that are looked at.
import { experimentOfSweep } from '@common/experiments/experiment-of-sweep'
import { experimentOf } from '@common/experiments/experiments'
import { formatCounted } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ExperimentName, ExperimentSize } from '@contract/experiments/experiment-names'
import type { ExperimentPlan, ExperimentRecord } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { toProblem, type Problem } from '@contract/problem'
import { isSame } from '../../frame/is-same'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'
import { useDeletions } from '../runs/deletions'

/** A call about an experiment that has not been answered yet; its button shows that. */
export type ExperimentAction = 'pauseExperiment' | 'resumeExperiment' | 'extendExperiment'

/** Milliseconds in which news of an experiment are gathered before its results are read anew. */
const gathering = 700

export const useExperiments = defineStore('experiments', () => {
  const records = shallowReactive(new Map<string, ExperimentRecord>())
  /** Rows of the experiments that were opened. */
  const results = shallowReactive(new Map<string, readonly ResultRow[]>())
  const pending = shallowReactive(new Map<string, ExperimentAction>())
  /** Points that are being repeated, as `id part number`. */
  const repeating = shallowReactive(new Set<string>())
  const isLoaded = ref(false)
  const deletions = useDeletions()
  /** Why results could not be read anew; null: they could. */
  const problem = shallowRef<Problem | null>(null)

  /** Newest first. */
  const list = computed(() => [...records.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)))
  const recordsOf = (name: ExperimentName): readonly ExperimentRecord[] => list.value.filter((record) => record.name === name)

  /** Null: the sweep belongs to none, or the list is not read yet. */
  const recordOfSweep = (sweep: string): ExperimentRecord | null => experimentOfSweep(list.value, sweep)

  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function readSoon(id: string): void {
    if (timers.has(id) || !results.has(id)) return
    timers.set(id, setTimeout(() => {
      timers.delete(id)
      void readAgain(id)
    }, gathering))
  }

  async function readAgain(id: string): Promise<void> {
    try {
      await readResults(id)
      problem.value = null
    } catch (error) {
      if (records.has(id)) problem.value = toProblem(error)
    }
  }

  /** Experiments with events since the list was last asked for: the events are newer. */
  const told = new Set<string>()

  useLabEvents().handle({
    experiment: ({ experiment }) => {
      told.add(experiment.id)
      kept(experiment)
      readSoon(experiment.id)
    },
    'experiment-removed': ({ experimentId }) => {
      told.add(experimentId)
      forget(experimentId)
    },
  })

  function forget(id: string): void {
    records.delete(id)
    results.delete(id)
  }

  function kept(record: ExperimentRecord): ExperimentRecord {
    records.set(record.id, record)
    return record
  }

  /** Reads all experiments; events update them from then on. @throws LabError */
  async function load(): Promise<void> {
    told.clear()
    for (const record of await ask('experiments')) {
      if (!told.has(record.id)) kept(record)
    }
    isLoaded.value = true
  }

  async function readResults(id: string): Promise<void> {
    const rows = await ask('experimentResults', id)
    if (records.has(id) && !isSame(rows, results.get(id))) results.set(id, rows)
  }

  /** Reads the results of an experiment; events update them from then on. @throws LabError */
  const open = (id: string): Promise<void> => readResults(id)

  /** Begins an experiment anew. @param plan null: as the definition has it @throws LabError */
  const start = async (name: ExperimentName, size: ExperimentSize, plan: ExperimentPlan | null): Promise<ExperimentRecord> => kept(await ask('startExperiment', name, size, plan))

  /** Goes on to another size or plan, with all points that are there. @throws LabError */
  async function extend(id: string, size: ExperimentSize, plan: ExperimentPlan | null): Promise<void> {
    await whilePending(id, 'extendExperiment', async () => kept(await ask('extendExperiment', id, size, plan)))
    readSoon(id)
  }

  /** @throws LabError */
  const act = (action: 'pauseExperiment' | 'resumeExperiment', id: string): Promise<void> => whilePending(id, action, async () => kept(await ask(action, id)))

  async function whilePending(id: string, action: ExperimentAction, work: () => Promise<unknown>): Promise<void> {
    if (pending.has(id)) return
    pending.set(id, action)
    try {
      await work()
    } finally {
      pending.delete(id)
    }
  }

  /** Runs a failed or stopped point again. @throws LabError */
  async function repeat(id: string, part: string, point: number): Promise<void> {
    const key = pointKey(id, part, point)
    if (repeating.has(key)) return
    repeating.add(key)
    try {
      kept(await ask('repeatExperimentPoint', id, part, point))
      readSoon(id)
    } finally {
      repeating.delete(key)
    }
  }

  /** @throws LabError */
  const saveConclusion = async (id: string, text: string): Promise<ExperimentRecord> => kept(await ask('saveConclusion', id, text))

  /** Deletes an experiment, and its runs where that is wanted; it can be put back until the lab closes. @throws LabError */
  async function remove({ id, name }: Pick<ExperimentRecord, 'id' | 'name'>, withRuns: boolean): Promise<void> {
    const { sweeps, runs, bytes } = await ask('removeExperiment', id, withRuns)
    forget(id)
    const experiment = experimentOf(name).title
    deletions.remember({
      words: withRuns ? phrase('A record of “{experiment}” was deleted with {runs}.', { experiment, runs: formatCounted(runs.length, 'run') }) : phrase('A record of “{experiment}” was deleted; its runs stay.', { experiment }),
      undone: phrase('The record of “{experiment}” is back.', { experiment }),
      bytes,
      putBack: () => ask('putBackExperiment', id, [...sweeps], [...runs]),
    })
  }

  return { records, results, pending, repeating, isLoaded, problem, list, recordsOf, recordOfSweep, load, open, start, extend, act, repeat, saveConclusion, remove }
})

/** The key of a point in the set of those that are being repeated. */
export const pointKey = (id: string, part: string, point: number): string => `${id} ${part} ${point}`
