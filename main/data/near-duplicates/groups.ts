// Groups of things that are linked pair by pair: a forest of links, R. E. Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", JACM 22(2), 1975.

export class Groups {
  /** The parent of each thing; the first thing of a group is its own. */
  readonly #parents: Uint32Array

  constructor(count: number) {
    this.#parents = Uint32Array.from({ length: count }, (_, thing) => thing)
  }

  /** The first thing of a thing's group. */
  firstOf(thing: number): number {
    let at = thing
    for (;;) {
      const parent = this.#parents[at] ?? at
      if (parent === at) return at
      const grandparent = this.#parents[parent] ?? parent
      this.#parents[at] = grandparent
      at = grandparent
    }
  }

  join(a: number, b: number): void {
    const [first, second] = [this.firstOf(a), this.firstOf(b)]
    if (first < second) this.#parents[second] = first
    else this.#parents[first] = second
  }

  /** The groups of more than one, things in rising order, by their first things. */
  all(): readonly (readonly number[])[] {
    const groups = new Map<number, number[]>()
    for (let thing = 0; thing < this.#parents.length; thing++) {
      const first = this.firstOf(thing)
      if (first === thing) continue
      const group = groups.get(first)
      if (group) group.push(thing)
      else groups.set(first, [first, thing])
    }
    return [...groups.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  }
}
