// The table of runs as the page has it: the question and the order, the rows around those in sight, and what is true of all of them.
import { LabError, toProblem, type Problem } from '@contract/problem'
import { newestFirstChoice, type RunChoice, type RunField, type RunGrouping } from '@contract/runs/run-query'
import type { TableRow } from '@contract/runs/run-row'
import type { SettingPath } from '@contract/training/settings/table'
import { QueryFault } from '@common/run-query/query-fault'
import { readQuery } from '@common/run-query/read-query'
import { isDescendingFirst } from '@common/run-query/run-fields'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'
import { storeColumns, storedColumns } from './run-columns'

/** Rows that are asked for together. */
const chunkSize = 50
/** Chunks that are kept around those in sight. */
const mostChunks = 12
/** Milliseconds after a change of runs until the rows are asked for again: many changes come together. */
const calm = 700
/** Milliseconds after the last letter until a question is asked. */
const typingPause = 120

/** As it can be sent: without Vue's watching. */
const plain = (choice: RunChoice): RunChoice => ({ ...choice, open: [...choice.open] })

export const useRunList = defineStore('run-list', () => {
  const filter = ref('')
  const sort = shallowRef(newestFirstChoice.sort)
  const group = ref<RunGrouping | null>(null)
  const open = shallowRef<readonly string[]>([])
  const columns = shallowRef(storedColumns())
  watch(columns, storeColumns)

  /** What is wrong with the question that is being typed; the rows are those of the last one that was right. */
  const fault = computed((): QueryFault | null => {
    try {
      readQuery(filter.value)
      return null
    } catch (error) {
      if (error instanceof QueryFault) return error
      throw error
    }
  })

  const choice = computed((): RunChoice => ({ filter: filter.value.trim(), sort: sort.value, group: group.value, open: open.value }))

  const total = ref(0)
  const matching = ref(0)
  const all = ref(0)
  const differing = shallowRef<readonly SettingPath[]>([])
  const isLoaded = ref(false)
  const problem = shallowRef<Problem | null>(null)
  /** The choice that the rows belong to. */
  const shown = shallowRef<RunChoice>(choice.value)

  /** Rows by chunk; plain objects, and a number that changes with them, as the watching of each row would cost more than drawing it. */
  let chunks = new Map<number, readonly TableRow[]>()
  const revision = ref(0)
  /** Rises with every question, so that a late answer to an earlier one is dropped. */
  let generation = 0
  /** The rows in sight. */
  let sight = { first: 0, last: chunkSize - 1 }
  const asked = new Set<number>()

  function rowAt(index: number): TableRow | null {
    return chunks.get(Math.floor(index / chunkSize))?.[index % chunkSize] ?? null
  }

  const chunksOf = (first: number, last: number): number[] => {
    const [from, to] = [Math.floor(first / chunkSize), Math.floor(last / chunkSize)]
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  }

  /** Asks for all rows in sight anew. The old ones stay until the answer is there. */
  async function refresh(): Promise<void> {
    const question = fault.value ? { ...choice.value, filter: shown.value.filter } : choice.value
    const own = ++generation
    asked.clear()
    const { filter: words, sort: order, group: grouping } = shown.value
    const isSame = question.filter === words && question.sort === order && question.group === grouping
    const wanted = isSame && sight.last >= sight.first ? chunksOf(sight.first, sight.last) : [0]
    try {
      const pages = await Promise.all(wanted.map((chunk) => ask('runTable', plain(question), { offset: chunk * chunkSize, limit: chunkSize })))
      const [page] = pages
      if (own !== generation || !page) return
      chunks = new Map(wanted.map((chunk, index) => [chunk, pages[index]?.rows ?? []]))
      ;[total.value, matching.value, all.value] = [page.total, page.matching, page.all]
      if (JSON.stringify(differing.value) !== JSON.stringify(page.differing)) differing.value = page.differing
      shown.value = question
      problem.value = null
      isLoaded.value = true
      revision.value += 1
      want(sight.first, Math.min(sight.last, page.total - 1))
    } catch (error) {
      if (own === generation) problem.value = toProblem(error)
    }
  }

  /** Asks for rows that have come into sight and are not there. */
  function want(first: number, last: number): void {
    sight = { first, last }
    if (!isLoaded.value || last < first) return
    for (const chunk of chunksOf(first, last)) {
      if (!chunks.has(chunk) && !asked.has(chunk)) void load(chunk)
    }
  }

  async function load(chunk: number): Promise<void> {
    const own = generation
    asked.add(chunk)
    try {
      const page = await ask('runTable', plain(shown.value), { offset: chunk * chunkSize, limit: chunkSize })
      if (own !== generation) return
      chunks.set(chunk, page.rows)
      const middle = (sight.first + sight.last) / 2 / chunkSize
      for (const far of [...chunks.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(mostChunks)) chunks.delete(far)
      revision.value += 1
    } catch (error) {
      if (own === generation) problem.value = toProblem(error)
    } finally {
      if (own === generation) asked.delete(chunk)
    }
  }

  let waiting: ReturnType<typeof setTimeout> | null = null
  function refreshIn(milliseconds: number): void {
    if (waiting !== null) clearTimeout(waiting)
    waiting = setTimeout(() => {
      waiting = null
      void refresh()
    }, milliseconds)
  }

  /** Whether the rows are to be kept up to date: while the view is shown. */
  let isFollowing = false
  let isStale = true
  function touch(): void {
    isStale = true
    if (!isFollowing && all.value === 0) isLoaded.value = false // the next visit must not say first that there are no runs
    if (isFollowing && waiting === null) refreshIn(calm)
  }
  useLabEvents().handle({ run: touch, epoch: touch, removed: touch, 'run-table': touch })

  /** Asks for the rows once where runs have changed; before the first visit, which then shows them at once. */
  function catchUp(): void {
    if (isStale) void refresh()
    isStale = false
  }
  /** Keeps the rows up to date from now on. */
  function follow(): void {
    isFollowing = true
    catchUp()
  }
  function rest(): void {
    isFollowing = false
  }

  watch(filter, () => {
    if (!fault.value) refreshIn(typingPause)
  })
  watch([sort, group, open], () => {
    if (!fault.value) void refresh()
  })

  /** A click on the head of a column: its natural order, then the reverse. */
  function sortBy(field: RunField): void {
    sort.value = { field, descending: sort.value.field === field ? !sort.value.descending : isDescendingFirst(field) }
  }

  function groupBy(grouping: RunGrouping | null): void {
    open.value = []
    group.value = grouping
  }

  function toggleGroup(key: string): void {
    open.value = open.value.includes(key) ? open.value.filter((other) => other !== key) : [...open.value, key]
  }

  /** Ids of the runs in rows; none where the rows have changed so that they cannot be asked for. */
  async function idsBetween(first: number, last: number): Promise<readonly string[]> {
    try {
      return await ask('runIds', plain(shown.value), first, last)
    } catch (error) {
      if (error instanceof LabError) problem.value = toProblem(error)
      return []
    }
  }

  return { filter, sort, group, open, columns, fault, total, matching, all, differing, isLoaded, problem, revision, rowAt, want, refresh, catchUp, follow, rest, sortBy, groupBy, toggleGroup, idsBetween }
})
