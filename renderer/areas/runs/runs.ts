// The runs that the page works with: those that go on or wait, the newest ended ones, and those that were opened; their activity and their curves.
import { toProblem, type Problem } from '@contract/problem'
import type { CurveColumns } from '@contract/runs/curve-columns'
import { isActive, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowReactive, shallowRef } from 'vue'
import { RunCurves } from '../../charts/run-curves'
import { WholeCurves } from '../../charts/whole-curves'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'
import { CurveShelf } from './curve-shelf'

/** Progress of an epoch's evaluation: test images done, of all. */
export interface Evaluation {
  readonly done: number
  readonly total: number
}

/** A call that has not been answered yet; its button shows that. */
export type Action = 'pause' | 'resume' | 'stop' | 'remove'

/** Ended runs that are kept though nobody has opened them: a queue may train thousands while the window is open. */
const mostEnded = 20

export const useRuns = defineStore('runs', () => {
  const records = shallowReactive(new Map<string, RunRecord>())
  const latest = shallowReactive(new Map<string, ProgressPoint>())
  const evaluations = shallowReactive(new Map<string, Evaluation>())
  const pending = shallowReactive(new Map<string, Action>())
  const isLoaded = ref(false)
  const problem = shallowRef<Problem | null>(null)

  /** For the charts of a run; of a long one, points are merged. */
  const curves = markRaw(new CurveShelf(async (id) => {
    const merged = await ask('mergedCurves', id)
    noteLast(id, merged)
    return new RunCurves(merged)
  }))
  /** With every point, for comparisons. */
  const wholeCurves = markRaw(new CurveShelf(async (id) => {
    const columns = await ask('curves', id)
    noteLast(id, columns)
    return new WholeCurves(columns)
  }))

  function noteLast(id: string, { last }: CurveColumns): void {
    if (last && !latest.has(id)) latest.set(id, last)
  }

  /** Newest first. */
  const list = computed(() => [...records.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)))

  /** The runs that train, those that began first in front. */
  const training = computed(() => list.value.filter(({ status }) => status === 'starting' || status === 'running').reverse())
  /** The run that trains, else one that is paused. */
  const active = computed(() => training.value[0] ?? list.value.find(({ status }) => status === 'paused') ?? null)

  /** Runs that a view shows, or has shown. */
  const held = new Set<string>()

  /** Keeps all that is known of a run, however many others end after it. */
  function hold(id: string): void {
    held.add(id)
  }

  /** Forgets what nobody has opened, but for the newest. */
  function forgetOldest(): void {
    const ended = list.value.filter(({ id, status }) => !isActive(status) && !held.has(id))
    for (const { id } of ended.slice(mostEnded)) forget(id)
  }

  function forget(id: string): void {
    for (const map of [records, latest, evaluations]) map.delete(id)
  }

  /** Of thousands of ended runs, which other processes may change, the page keeps only those that it has opened. */
  function isOfInterest({ id, status, createdAt }: RunRecord): boolean {
    return records.has(id) || isActive(status) || createdAt >= (list.value[0]?.createdAt ?? '')
  }

  /** Runs with events since the list was asked for, which are newer than the list; null while it is not asked for. */
  let told: Set<string> | null = null

  useLabEvents().handle({
    run: ({ run }) => {
      told?.add(run.id)
      if (isOfInterest(run)) records.set(run.id, run)
      if (!isActive(run.status)) forgetOldest()
      if (run.status !== 'running') evaluations.delete(run.id)
      // The run went back to a checkpoint.
      if ((latest.get(run.id)?.step ?? 0) > run.step) latest.delete(run.id)
    },
    progress: ({ runId, point }) => {
      latest.set(runId, point)
      evaluations.delete(runId)
      curves.add(runId, point)
      wholeCurves.add(runId, point)
    },
    evaluating: ({ runId, done, total }) => {
      evaluations.set(runId, { done, total })
    },
    epoch: ({ runId, result }) => {
      evaluations.delete(runId)
      curves.addEpoch(runId, result)
      wholeCurves.addEpoch(runId, result)
    },
    removed: ({ runId }) => {
      told?.add(runId)
      held.delete(runId)
      forget(runId)
      for (const shelf of [curves, wholeCurves]) shelf.remove(runId)
    },
  })

  /** Reads the runs that go on or wait, and the newest of the others; events update them from then on. A second call after a problem tries again. */
  async function load(): Promise<void> {
    const toldMeanwhile = new Set<string>()
    told = toldMeanwhile
    try {
      for (const run of await ask('currentRuns')) {
        if (!toldMeanwhile.has(run.id)) records.set(run.id, run)
      }
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      if (told === toldMeanwhile) told = null
    }
  }

  /** Starts a run, or queues it. @throws LabError */
  async function start(spec: RunSpec, title: string): Promise<RunRecord> {
    const run = await ask('start', spec, title)
    if (!records.has(run.id)) records.set(run.id, run)
    return run
  }

  /** Calls an action of a run; the action is pending until it is answered. @throws LabError */
  async function act(action: Action, id: string): Promise<void> {
    if (pending.has(id)) return
    pending.set(id, action)
    try {
      await ask(action, id)
    } finally {
      pending.delete(id)
    }
  }

  /** Goes on with a completed run for more epochs. @throws LabError */
  async function trainLonger(id: string, epochs: number): Promise<void> {
    if (pending.has(id)) return
    pending.set(id, 'resume')
    try {
      await ask('trainLonger', id, epochs)
    } finally {
      pending.delete(id)
    }
  }

  /** Takes a run out of the queue; one that has done no step yet is removed. @throws LabError */
  async function takeOut(run: Pick<RunRecord, 'id' | 'step' | 'checkpoint'>): Promise<void> {
    await act('stop', run.id)
    if (run.step === 0 && run.checkpoint === null) await act('remove', run.id)
  }

  return { records, latest, evaluations, pending, isLoaded, problem, list, training, active, curves, wholeCurves, hold, load, start, act, trainLonger, takeOut }
})
