// All runs of the lab: their records, what they are just doing, and their curves.
import type { LabEvent } from '@contract/runs/events'
import { toProblem, type Problem } from '@contract/problem'
import { isActive, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { curvesOf, type RunCurves } from '../../charts/run-curves'
import { ask } from '../../frame/lab'

/** Images of the test set done of all, while an epoch's evaluation goes on. */
export interface Evaluation {
  readonly done: number
  readonly total: number
}

/** A call that a run waits for, so that its button can show it. */
export type Action = 'pause' | 'resume' | 'stop' | 'remove'

export const useRuns = defineStore('runs', () => {
  const records = shallowReactive(new Map<string, RunRecord>())
  const latest = shallowReactive(new Map<string, ProgressPoint>())
  const evaluations = shallowReactive(new Map<string, Evaluation>())
  const pending = shallowReactive(new Map<string, Action>())
  const isLoaded = ref(false)
  const problem = shallowRef<Problem | null>(null)

  /** Curves are plain objects, told of by their revision: watching thousands of numbers would cost more than drawing them. */
  const curves = new Map<string, RunCurves>()
  const revisions = shallowReactive(new Map<string, number>())

  /** Newest first. */
  const list = computed(() => [...records.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)))

  /** The run that the engine works on or that is paused in it; queued ones wait behind it. */
  const active = computed(() => list.value.find((run) => isActive(run.status) && run.status !== 'queued') ?? null)
  const queued = computed(() => list.value.filter((run) => run.status === 'queued').reverse())

  function touchCurves(id: string): void {
    revisions.set(id, (revisions.get(id) ?? 0) + 1)
  }

  function receive(event: LabEvent): void {
    switch (event.type) {
      case 'run':
        records.set(event.run.id, event.run)
        if (event.run.status !== 'running') evaluations.delete(event.run.id)
        // It went back to a checkpoint.
        if ((latest.get(event.run.id)?.step ?? 0) > event.run.step) latest.delete(event.run.id)
        break
      case 'progress':
        latest.set(event.runId, event.point)
        evaluations.delete(event.runId)
        curves.get(event.runId)?.add(event.point)
        touchCurves(event.runId)
        break
      case 'evaluating':
        evaluations.set(event.runId, { done: event.done, total: event.total })
        break
      case 'epoch':
        evaluations.delete(event.runId)
        curves.get(event.runId)?.addEpoch(event.result)
        touchCurves(event.runId)
        break
      case 'removed':
        for (const map of [records, latest, evaluations, curves, revisions]) map.delete(event.runId)
        break
    }
  }

  /** Reads all runs and follows them from now on. */
  async function load(): Promise<void> {
    if (!isLoaded.value) window.lab.onEvent(receive)
    try {
      for (const run of await ask('runs')) records.set(run.id, run)
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  const loading = new Map<string, Promise<void>>()

  async function readCurves(id: string): Promise<void> {
    const { run, points } = await ask('run', id)
    curves.set(id, curvesOf(points, run.epochs))
    const last = points.at(-1)
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

  /** Asks something of a run, and keeps in mind that it was asked. @throws LabError */
  async function act(action: Action, id: string): Promise<void> {
    if (pending.has(id)) return
    pending.set(id, action)
    try {
      await ask(action, id)
    } finally {
      pending.delete(id)
    }
  }

  return { records, latest, evaluations, pending, isLoaded, problem, list, active, queued, load, loadCurves, curvesFor, revision, start, act, receive }
})
