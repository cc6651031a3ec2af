// Which rows of a long table are marked, by pointer and keys: some rows are not loaded, so that the ids of a range are asked for.
import type { TableRow } from '@contract/runs/run-row'
import { computed, ref, shallowRef } from 'vue'

export interface SelectedTable {
  readonly rowAt: (index: number) => TableRow | null
  readonly total: () => number
  /** Ids of the runs in rows, both ends included; a group stands for its runs. */
  readonly idsBetween: (first: number, last: number) => Promise<readonly string[]>
}

/** How a click or a key marks: this row alone, this row as well, or all rows from the last one that was marked to this one. */
export type MarkMode = 'only' | 'also' | 'range'

export function useSelection(table: SelectedTable) {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  /** Keys of the groups that were marked as a whole. */
  const groups = shallowRef<ReadonlySet<string>>(new Set())
  /** The row that keys start from; -1: none. */
  const focus = ref(-1)
  let anchor = 0
  /** Rises with every change, so that a late answer to an earlier one is dropped. */
  let generation = 0
  /** The marking that was begun last; it may wait for ids still. */
  let marking: Promise<void> = Promise.resolve()
  const begun = (work: Promise<void>): Promise<void> => (marking = work)

  function isMarked(row: TableRow): boolean {
    if (row.kind === 'group') return groups.value.has(row.key)
    return ids.value.has(idOf(row))
  }

  function clear(): void {
    generation += 1
    marking = Promise.resolve()
    ids.value = new Set()
    groups.value = new Set()
  }

  /** What is marked when all that was begun is done: who presses a key right after a click means what the click marks. @throws LabError where the last marking failed */
  async function settled(): Promise<readonly string[]> {
    for (let last: Promise<void> | null = null; last !== marking;) {
      last = marking
      await last
    }
    return [...ids.value]
  }

  /** Marks rows as a range, which replaces what was marked before. */
  async function markRange(first: number, last: number): Promise<void> {
    const own = ++generation
    const found = await table.idsBetween(Math.min(first, last), Math.max(first, last))
    if (own !== generation) return
    ids.value = new Set(found)
    groups.value = new Set(groupsBetween(Math.min(first, last), Math.max(first, last)))
  }

  function groupsBetween(first: number, last: number): readonly string[] {
    return Array.from({ length: last - first + 1 }, (_, index) => table.rowAt(first + index)).flatMap((row) => (row?.kind === 'group' ? [row.key] : []))
  }

  /** Marks a row, or takes its mark away where it is marked as well as others. */
  async function mark(index: number, mode: MarkMode): Promise<void> {
    focus.value = index
    if (mode === 'range') {
      await markRange(anchor, index)
      return
    }
    anchor = index
    const row = table.rowAt(index)
    if (!row) return
    const own = ++generation
    const members = row.kind === 'group' ? await table.idsBetween(index, index) : [idOf(row)]
    if (own !== generation) return
    const isOff = mode === 'also' && isMarked(row)
    const next = new Set(mode === 'only' ? [] : ids.value)
    const nextGroups = new Set(mode === 'only' ? [] : groups.value)
    for (const id of members) set(next, id, !isOff)
    if (row.kind === 'group') set(nextGroups, row.key, !isOff)
    ids.value = next
    groups.value = nextGroups
  }

  /** Moves the focus to a row; `extends` marks all rows between, from where the range began. */
  async function move(index: number, extending: boolean): Promise<void> {
    const to = Math.min(Math.max(index, 0), table.total() - 1)
    if (to < 0) return
    focus.value = to
    if (extending) await markRange(anchor, to)
    else anchor = to
  }

  const markAll = (): Promise<void> => markRange(0, table.total() - 1)

  /** Takes runs that are gone out of what is marked. */
  function drop(gone: readonly string[]): void {
    const next = new Set(ids.value)
    for (const id of gone) next.delete(id)
    ids.value = next
    if (next.size === 0) groups.value = new Set()
  }

  return {
    ...{ ids, count: computed(() => ids.value.size), focus, isMarked, clear, settled, drop },
    mark: (index: number, mode: MarkMode) => begun(mark(index, mode)),
    move: (index: number, extending: boolean) => begun(move(index, extending)),
    markAll: () => begun(markAll()),
  }
}

export type Selection = ReturnType<typeof useSelection>

function idOf(row: Exclude<TableRow, { readonly kind: 'group' }>): string {
  return row.kind === 'run' ? row.run.id : row.id
}

function set(marks: Set<string>, mark: string, isOn: boolean): void {
  if (isOn) marks.add(mark)
  else marks.delete(mark)
}
