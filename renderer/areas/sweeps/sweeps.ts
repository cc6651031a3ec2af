// All sweeps of the lab: their state, and the points of those that were opened.
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { SweepPoint, SweepRecord, SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepPlace } from '@contract/sweeps/sweep-place'
import { formatCounted } from '@common/words/format'
import { phrase } from '@language/phrase'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'
import { useDeletions } from '../runs/deletions'

/** A call about a sweep that has not been answered yet; its button shows that. */
export type SweepAction = 'pauseSweep' | 'resumeSweep' | 'retryFailed' | 'collectSweep'

/** Milliseconds in which news of a sweep are gathered: a table of thousands is not drawn ten times a second. */
const gathering = 250

/** What is newer than what is shown: summary and points change together. */
interface News {
  readonly sweep: SweepSummary
  readonly changed: ReadonlyMap<number, SweepPoint>
}

export const useSweeps = defineStore('sweeps', () => {
  const summaries = shallowReactive(new Map<string, SweepSummary>())
  const points = shallowReactive(new Map<string, readonly SweepPoint[]>())
  const pending = shallowReactive(new Map<string, SweepAction>())
  /** Points that are being repeated, as `sweep number`. */
  const retrying = shallowReactive(new Set<string>())
  const isLoaded = ref(false)
  const deletions = useDeletions()

  /** Newest first. */
  const list = computed(() => [...summaries.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)))
  const going = computed(() => list.value.filter(({ status }) => status === 'running'))

  /** News that are not shown yet, by sweep. */
  const news = new Map<string, News>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function takeNews(): void {
    timer = undefined
    for (const [id, { sweep, changed }] of news) {
      summaries.set(id, sweep)
      const known = points.get(id)
      if (known) points.set(id, merged(known, changed))
    }
    news.clear()
  }

  /** Sweeps with events since the list was last asked for: the events are newer. */
  const told = new Set<string>()

  useLabEvents().handle({
    sweep: ({ sweep, points: changed }) => {
      told.add(sweep.id)
      const before = news.get(sweep.id)?.changed ?? new Map<number, SweepPoint>()
      news.set(sweep.id, { sweep, changed: new Map([...before, ...changed.map((point) => [point.number, point] as const)]) })
      timer ??= setTimeout(takeNews, gathering)
    },
    'sweep-removed': ({ sweepId }) => {
      told.add(sweepId)
      forget(sweepId)
    },
  })

  function forget(id: string): void {
    summaries.delete(id)
    points.delete(id)
    news.delete(id)
  }

  /** Reads all sweeps; events update them from then on. @throws LabError */
  async function load(): Promise<void> {
    told.clear()
    for (const sweep of await ask('sweeps')) {
      if (!told.has(sweep.id)) summaries.set(sweep.id, sweep)
    }
    isLoaded.value = true
  }

  /** Reads the points of a sweep where they are not known yet. @throws LabError */
  async function open(id: string): Promise<void> {
    if (points.has(id)) return
    const { points: read, ...summary } = await ask('sweep', id)
    if (!summaries.has(id)) summaries.set(id, summary)
    points.set(id, merged(read, news.get(id)?.changed ?? new Map()))
  }

  /** A sweep with its points; null while they are not known. */
  function record(id: string): SweepRecord | null {
    const [summary, known] = [summaries.get(id), points.get(id)]
    return summary && known ? { ...summary, points: [...known] } : null
  }

  /** Starts a sweep. @throws LabError */
  async function start(spec: SweepSpec, place: SweepPlace): Promise<SweepSummary> {
    return kept(await ask('startSweep', spec, place))
  }

  /** Gives a sweep more points. @throws LabError */
  async function extend(id: string, spec: SweepSpec): Promise<SweepSummary> {
    const sweep = kept(await ask('extendSweep', id, spec))
    points.delete(id) // numbers may belong to other points now
    return sweep
  }

  function kept(sweep: SweepSummary): SweepSummary {
    summaries.set(sweep.id, sweep)
    return sweep
  }

  /** @throws LabError */
  async function act(action: Exclude<SweepAction, 'collectSweep'>, id: string): Promise<void> {
    await pendingWith(action, id, async () => kept(await ask(action, id)))
  }

  /** Does what a button of a sweep asks for, one at a time. */
  async function pendingWith<T>(action: SweepAction, id: string, work: () => Promise<T>): Promise<T | null> {
    if (pending.has(id)) return null
    pending.set(id, action)
    try {
      return await work()
    } finally {
      pending.delete(id)
    }
  }

  /** Takes in at once what a cluster has done of a sweep; answers with the number of points that have changed, null where another call goes on. @throws LabError */
  function collect(id: string): Promise<number | null> {
    return pendingWith('collectSweep', id, async () => {
      const before = new Map((points.get(id) ?? []).map((point) => [point.number, JSON.stringify(point)]))
      const { points: collected, ...summary } = await ask('collectSweep', id)
      news.delete(id) // older than the answer
      kept(summary)
      points.set(id, collected)
      return collected.filter((point) => before.get(point.number) !== JSON.stringify(point)).length
    })
  }

  /** Trains a failed or stopped point again. @throws LabError */
  async function retry(id: string, number: number): Promise<void> {
    const key = `${id} ${number}`
    if (retrying.has(key)) return
    retrying.add(key)
    try {
      kept(await ask('retryPoint', id, number))
    } finally {
      retrying.delete(key)
    }
  }

  /** Deletes a sweep, and its runs where that is wanted; it can be put back until the lab closes. @throws LabError */
  async function remove({ id, title }: Pick<SweepSummary, 'id' | 'title'>, withRuns: boolean): Promise<void> {
    const { runs, bytes } = await ask('removeSweep', id, withRuns)
    forget(id)
    const counted = formatCounted(runs.length, 'run')
    deletions.remember({
      words: withRuns ? phrase('The sweep “{sweep}” was deleted with {runs}.', { sweep: title, runs: counted }) : phrase('The sweep “{sweep}” was deleted; its runs stay.', { sweep: title }),
      undone: phrase('The sweep “{sweep}” is back.', { sweep: title }),
      bytes,
      putBack: () => ask('putBackSweep', id, [...runs]),
    })
  }

  return { summaries, points, pending, retrying, isLoaded, list, going, load, open, record, start, extend, act, collect, retry, remove }
})

/** Points with those that changed, or are new, in the place of the known ones. */
function merged(known: readonly SweepPoint[], changed: ReadonlyMap<number, SweepPoint>): SweepPoint[] {
  const numbers = new Set(known.map(({ number }) => number))
  const added = [...changed.values()].filter(({ number }) => !numbers.has(number)).sort((a, b) => a.number - b.number)
  return [...known.map((point) => changed.get(point.number) ?? point), ...added]
}
