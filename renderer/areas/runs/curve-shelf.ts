// Curves of the runs that were opened: each is read once, and goes on with the events of its run.
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { shallowReactive } from 'vue'

/** Curves that grow. */
interface Growing {
  add(point: ProgressPoint): void
  addEpoch(result: EpochResult): void
}

/** Plain objects with a revision number each: Vue's watching of thousands of numbers would cost more than drawing them. */
export class CurveShelf<Curves extends Growing> {
  readonly #read: (id: string) => Promise<Curves>
  readonly #curves = new Map<string, Curves>()
  readonly #revisions = shallowReactive(new Map<string, number>())
  readonly #loading = new Map<string, Promise<void>>()

  constructor(read: (id: string) => Promise<Curves>) {
    this.#read = read
  }

  /** The curves of a run; null while they are not loaded. They change with `revision(id)`. */
  of(id: string): Curves | null {
    return this.#curves.get(id) ?? null
  }

  /** Loads the curves of a run where they are not known yet. @throws LabError */
  async load(id: string): Promise<void> {
    if (this.#curves.has(id)) return
    const going = this.#loading.get(id) ?? this.#readIn(id).finally(() => this.#loading.delete(id))
    this.#loading.set(id, going)
    await going
  }

  /** Number of changes of a run's curves, which is watched; 0 while they are not loaded. */
  revision(id: string): number {
    return this.#revisions.get(id) ?? 0
  }

  add(id: string, point: ProgressPoint): void {
    this.#change(id, (curves) => { curves.add(point) })
  }

  addEpoch(id: string, result: EpochResult): void {
    this.#change(id, (curves) => { curves.addEpoch(result) })
  }

  remove(id: string): void {
    this.#curves.delete(id)
    this.#revisions.delete(id)
  }

  async #readIn(id: string): Promise<void> {
    this.#curves.set(id, await this.#read(id))
    this.#change(id, () => undefined)
  }

  #change(id: string, change: (curves: Curves) => void): void {
    const curves = this.#curves.get(id)
    if (!curves) return
    change(curves)
    this.#revisions.set(id, this.revision(id) + 1)
  }
}
