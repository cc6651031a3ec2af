// Makes names unique by numbers behind them.

export class UniqueNames {
  readonly #counts = new Map<string, number>()

  /** The wanted name, or the wanted name with a number behind it that makes it unique. */
  unique(wanted: string): string {
    for (let name = wanted; ; ) {
      const count = this.#counts.get(name)
      this.#counts.set(name, (count ?? 0) + 1)
      if (count === undefined) return name
      name = `${name}_${count}`
    }
  }
}
