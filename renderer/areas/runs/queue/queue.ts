// The queue as the page shows it: who waits in what order, what was chosen about it, and when it is expected to end.
import { phrase } from '@language/phrase'
import { firstQueueChoices, type QueueChoices, type QueueForecast, type QueueState } from '@contract/runs/run-queue'
import type { RunRecord } from '@contract/runs/run-record'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useAnnouncer } from '../../../frame/announcer'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'
import { useRunChanges } from '../run-changes'
import { useRunRecords } from '../run-records'
import { useRuns } from '../runs'
import { moved, type QueueMove } from './queue-order'

const noForecast: QueueForecast = { ends: [], seconds: null, sideBySide: [] }

export const useQueue = defineStore('queue', () => {
  const runs = useRuns()
  const records = useRunRecords()
  const announcer = useAnnouncer()
  const changes = useRunChanges()
  const state = shallowRef<QueueState>({ ...firstQueueChoices, waiting: [], cutShort: [], takenOver: 0 })
  const forecast = shallowRef<QueueForecast>(noForecast)

  // Kept until it is decided about them; the page begins with the newest ended run alone.
  watch(() => state.value.cutShort, (ids) => {
    records.load(ids).catch(() => undefined) // one that was removed meanwhile is not among those of the next state
  })

  useLabEvents().handle({
    queue: ({ queue }) => {
      state.value = queue
    },
  })

  /** @throws LabError */
  async function load(): Promise<void> {
    state.value = await ask('queue')
  }

  /** @throws LabError */
  async function foresee(): Promise<void> {
    forecast.value = await ask('queueForecast')
  }

  const recordsOf = (ids: readonly string[]): readonly RunRecord[] => ids.flatMap((id) => runs.records.get(id) ?? [])
  /** Runs that wait in this window, in the order of their turns. */
  const waiting = computed(() => recordsOf(state.value.waiting))
  const cutShort = computed(() => state.value.cutShort.flatMap((id) => records.recordOf(id) ?? []))
  const ends = computed(() => new Map(forecast.value.ends.map(({ id, seconds }) => [id, seconds])))
  const choices = computed((): QueueChoices => {
    const { isHeld, atOnce, afterRestart } = state.value
    return { isHeld, atOnce, afterRestart }
  })

  /** @throws LabError */
  async function reorder(order: readonly string[]): Promise<void> {
    const before = state.value.waiting
    if (order === before) return
    await put(order)
    changes.remember({ scope: 'queue', undone: phrase('The queue is in its order as before.'), undo: () => put(before) })
  }

  /** @throws LabError */
  async function put(order: readonly string[]): Promise<void> {
    state.value = { ...state.value, waiting: [...order] } // at once: a row that jumps back while the lab is asked would be lost from sight
    state.value = await ask('reorderQueue', [...order])
  }

  /** Moves a waiting run, and says where it stands now. @throws LabError */
  async function move(run: RunRecord, where: QueueMove): Promise<void> {
    const order = moved(state.value.waiting, run.id, where)
    announcer.say(phrase('{run} is now number {number} of {waiting} that wait.', { run: run.title, number: order.indexOf(run.id) + 1, waiting: order.length }))
    await reorder(order)
  }

  /** @throws LabError */
  async function choose(changes: Partial<QueueChoices>): Promise<void> {
    state.value = await ask('chooseQueue', { ...choices.value, ...changes })
  }

  /** @throws LabError why one of the runs cannot go on; the others do */
  async function goOn(): Promise<void> {
    try {
      state.value = await ask('goOnWithCutShort')
    } finally {
      await load()
    }
  }

  /** @throws LabError */
  async function acknowledge(): Promise<void> {
    state.value = await ask('acknowledgeQueue')
  }

  return { state, forecast, waiting, cutShort, ends, choices, load, foresee, reorder, move, choose, goOn, acknowledge }
})
