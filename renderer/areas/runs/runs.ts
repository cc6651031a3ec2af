// The runs that the page works with: those that go on or wait, the newest one, and those that were opened; their activity and their curves.
import { toProblem, type Problem } from '@contract/problem'
import { isActive, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { RunCurves } from '../../charts/run-curves'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'

/** Progress of an epoch's evaluation: test images done, of all. */
export interface Evaluation {
  readonly done: number
  readonly total: number
}

/** A call that has not been answered yet; its button shows that. */
export type Action = 'pause' | 'resume' | 'stop' | 'remove'

export const useRuns = defineStore('runs', () => {
  const records = shallowReactive(new Map<string, RunRecord>())
  const latest = shallowReactive(new Map<string, ProgressPoint>())
  const evaluations = shallowReactive(new Map<string, Evaluation>())
  const pending = shallowReactive(new Map<string, Action>())
  const isLoaded = ref(false)
  const problem = shallowRef<Problem | null>(null)

  /** Plain objects with a revision number each: Vue's watching of thousands of numbers would cost more than drawing them. */
  const curves = new Map<string, RunCurves>()
  const revisions = shallowReactive(new Map<string, number>())

  /** Newest first. */
  const list = computed(() => [...records.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)))

  /** The runs that train, those that began first in front. */
  const training = computed(() => list.value.filter(({ status }) => status === 'starting' || status === 'running').reverse())
  /** The run that trains, else one that is paused. */
  const active = computed(() => training.value[0] ?? list.value.find(({ status }) => status === 'paused') ?? null)

  function touchCurves(id: string): void {
    revisions.set(id, (revisions.get(id) ?? 0) + 1)
  }

  /** Of thousands of ended runs, which other processes may change, the page keeps only those that it has opened. */
  function isOfInterest({ id, status, createdAt }: RunRecord): boolean {
    return records.has(id) || isActive(status) || createdAt >= (list.value[0]?.createdAt ?? '')
  }

  /** Runs with events since the list was last asked for: the events are newer than the list. */
  const told = new Set<string>()

  useLabEvents().handle({
    run: ({ run }) => {
      told.add(run.id)
      if (isOfInterest(run)) records.set(run.id, run)
      if (run.status !== 'running') evaluations.delete(run.id)
      // The run went back to a checkpoint.
      if ((latest.get(run.id)?.step ?? 0) > run.step) latest.delete(run.id)
    },
    progress: ({ runId, point }) => {
      latest.set(runId, point)
      evaluations.delete(runId)
      curves.get(runId)?.add(point)
      touchCurves(runId)
    },
    evaluating: ({ runId, done, total }) => {
      evaluations.set(runId, { done, total })
    },
    epoch: ({ runId, result }) => {
      evaluations.delete(runId)
      curves.get(runId)?.addEpoch(result)
      touchCurves(runId)
    },
    removed: ({ runId }) => {
      told.add(runId)
      for (const map of [records, latest, evaluations, curves, revisions]) map.delete(runId)
    },
  })

  /** Reads the runs that go on or wait, and the newest of the others; events update them from then on. A second call after a problem tries again. */
  async function load(): Promise<void> {
    told.clear()
    try {
      for (const run of await ask('currentRuns')) {
        if (!told.has(run.id)) records.set(run.id, run)
      }
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  const loading = new Map<string, Promise<void>>()

  async function readCurves(id: string): Promise<void> {
    const { last, ...columns } = await ask('curves', id)
    curves.set(id, new RunCurves(columns))
    if (last && !latest.has(id)) latest.set(id, last)
    touchCurves(id)
  }

  /** Loads the curves of a run where they are not known yet. @throws LabError */
  async function loadCurves(id: string): Promise<void> {
    if (curves.has(id)) return
    const going = loading.get(id) ?? readCurves(id).finally(() => loading.delete(id))
    loading.set(id, going)
    await going
  }

  /** The curves of a run; null while they are not loaded. They change with `revision(id)`. */
  function curvesFor(id: string): RunCurves | null {
    return curves.get(id) ?? null
  }

  function revision(id: string): number {
    return revisions.get(id) ?? 0
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

  return { records, latest, evaluations, pending, isLoaded, problem, list, training, active, load, loadCurves, curvesFor, revision, start, act, trainLonger, takeOut }
})
