// The points of a run by column, all of them: arrays of numbers that grow with a run and are cut where it goes back to a checkpoint.
import type { PointColumns } from '@contract/runs/curve-columns'

export type ColumnName = keyof PointColumns
export type PointValues = Readonly<Record<ColumnName, number>>

const names = ['step', 'epoch', 'loss', 'accuracy', 'imagesPerSecond', 'memoryBytes', 'elapsedSeconds'] as const satisfies readonly ColumnName[]

/** Room of the first arrays; they double when they are full. */
const firstRoom = 256

export class GrowingColumns {
  #room: Record<ColumnName, Float64Array>
  #length: number
  #columns: PointColumns | null = null

  constructor(columns: PointColumns | null = null) {
    this.#length = columns?.step.length ?? 0
    this.#room = Object.fromEntries(names.map((name) => [name, columns?.[name] ?? new Float64Array(firstRoom)])) as Record<ColumnName, Float64Array>
  }

  get length(): number {
    return this.#length
  }

  /** The points so far, without a copy; a later call may answer with other arrays. */
  get columns(): PointColumns {
    this.#columns ??= Object.fromEntries(names.map((name) => [name, this.#room[name].subarray(0, this.#length)])) as unknown as PointColumns
    return this.#columns
  }

  push(values: PointValues): void {
    if (this.#length === this.#room.step.length) this.#grow()
    for (const name of names) this.#room[name][this.#length] = values[name]
    this.#length++
    this.#columns = null
  }

  /** Removes every point from a step on. */
  truncate(step: number): void {
    while (this.#length > 0 && (this.#room.step[this.#length - 1] ?? 0) >= step) this.#length--
    this.#columns = null
  }

  #grow(): void {
    const room = Math.max(firstRoom, 2 * this.#length)
    for (const name of names) {
      const wider = new Float64Array(room)
      wider.set(this.#room[name])
      this.#room[name] = wider
    }
  }
}
