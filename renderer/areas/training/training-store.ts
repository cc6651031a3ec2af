// The state of the Train view: the run on view, or none for the preview of the next run.
import { phrase } from '@language/phrase'
import { toProblem, type Problem } from '@contract/problem'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useRuns, type Action } from '../runs/runs'
import { useAnnouncer } from '../../frame/announcer'
import { useAttempts } from '../../frame/attempts'
import { useCatalogue } from '../../frame/catalogue'
import { sameSpec } from './draft'
import { useSetup } from './setup-store'

export const useTraining = defineStore('training', () => {
  const runs = useRuns()
  const setup = useSetup()
  const lab = useCatalogue()
  const announcer = useAnnouncer()
  const shownId = ref<string | null>(null)
  /** Why the last start failed; shown at the button. */
  const startProblem = shallowRef<Problem | null>(null)
  /** Why the last pause, resume or stop failed; shown at the run. */
  const { problem: actionProblem, attempt, forget: forgetActionProblem } = useAttempts()
  const isStarting = ref(false)

  const shown = computed<RunRecord | null>(() => (shownId.value === null ? null : (runs.records.get(shownId.value) ?? null)))

  /** A current or waiting run with the same settings as the form; null where there is none. */
  const twin = computed<RunRecord | null>(() => {
    const { spec } = setup
    return spec && (runs.list.find((run) => isActive(run.status) && sameSpec(run.spec, spec)) ?? null)
  })

  /** Why this lab starts no run, whatever the form says; null where it does. */
  const refusal = computed<string | null>(() =>
    lab.catalogue?.isReadOnly === true
      ? phrase("The lab's folder {home} can only be read, so nothing can be trained in it. To train, set CNN_LAB_HOME to a folder that you may write to, and start the lab again.", { home: lab.catalogue.home })
      : null)

  function show(id: string | null): void {
    shownId.value = id
    if (id !== null) runs.hold(id)
    forgetActionProblem()
  }

  async function start(spec: RunSpec, title: string): Promise<void> {
    if (isStarting.value) return
    isStarting.value = true
    startProblem.value = null
    try {
      const run = await runs.start(spec, title)
      if (run.status !== 'queued') show(run.id)
      else announcer.say(phrase('Queued: {run}. It starts when the runs before it have ended.', { run: run.title }))
    } catch (error) {
      startProblem.value = toProblem(error)
    } finally {
      isStarting.value = false
    }
  }

  /**
   * Trains with the settings of the form; does nothing while they are wrong, and says so where this lab starts no run.
   * @param twins `again`: starts the run even if one with the same settings, and so the same result, is training or waiting
   */
  async function train(twins: 'once' | 'again' = 'once'): Promise<void> {
    if (!setup.spec) return
    if (refusal.value !== null) announcer.say(refusal.value)
    else if (twin.value && twins === 'once') announcer.say(twin.value.status === 'queued' ? phrase('{run}: this run waits already.', { run: twin.value.title }) : phrase('{run}: this run goes on already.', { run: twin.value.title }))
    else await start(setup.spec, setup.title)
  }

  /** Calls an action of a run, and keeps the problem where it fails. */
  const act = (action: Action, id: string): Promise<void> => attempt(() => runs.act(action, id))

  /** Goes on with a completed run for more epochs, and keeps the problem where it fails. */
  const trainLonger = (id: string, epochs: number): Promise<void> => attempt(() => runs.trainLonger(id, epochs))

  /** Space bar: pauses the current run, or resumes it where it is paused. */
  async function togglePause(): Promise<void> {
    const run = runs.active
    if (run?.status === 'running') await act('pause', run.id)
    else if (run?.status === 'paused') await act('resume', run.id)
  }

  return { shownId, shown, twin, refusal, startProblem, actionProblem, isStarting, show, start, train, act, trainLonger, attempt, togglePause }
})
