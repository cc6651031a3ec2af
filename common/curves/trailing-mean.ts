// The mean over the last part of an epoch: the smooth train curve, as the book plots it.

/** Where the removal of old chunks leaves less than this share of the sum, too few of its sixteen digits are right. */
const cancelled = 1e-6

/** Old chunks after which the arrays are cut. */
const mostOld = 1024

/** Mean over the chunks that ended within the last `span` epochs, weighted by their steps; constant time per chunk. */
export class TrailingMean {
  readonly #span: number
  /** End, steps and value of each chunk: three arrays, as a run of days has a hundred thousand. */
  #epochs: number[] = []
  #steps: number[] = []
  #values: number[] = []
  /** Index of the first chunk within the span. */
  #first = 0
  #stepSum = 0
  #sum = 0

  /** @param span in epochs; the book's curves are means over half an epoch */
  constructor(span = 0.5) {
    this.#span = span
  }

  /**
   * @param epoch epochs done at the chunk's end, fractional
   * @param steps steps that the value is a mean of
   * @returns the mean with this value included
   */
  add(epoch: number, steps: number, value: number): number {
    this.#epochs.push(epoch)
    this.#steps.push(steps)
    this.#values.push(value)
    this.#stepSum += steps
    this.#sum += steps * value
    const before = Math.abs(this.#sum)
    const beginning = epoch - this.#span
    while (this.#first < this.#epochs.length && (this.#epochs[this.#first] ?? 0) <= beginning) {
      const old = this.#steps[this.#first] ?? 0
      this.#stepSum -= old
      this.#sum -= old * (this.#values[this.#first] ?? 0)
      this.#first++
    }
    const isCancelled = Math.abs(this.#sum) < cancelled * before // a spike was removed; beside it the other chunks had lost their digits
    if (isCancelled || this.#first > mostOld) this.#keep(this.#first, this.#epochs.length)
    return this.#sum / this.#stepSum
  }

  /** Forgets chunks that ended at or after this epoch. */
  truncate(epoch: number): void {
    let end = this.#epochs.length
    while (end > this.#first && (this.#epochs[end - 1] ?? 0) >= epoch) end--
    this.#keep(this.#first, end)
  }

  /** Keeps only these chunks, and adds them up anew, which also removes rounding errors. */
  #keep(from: number, to: number): void {
    this.#epochs = this.#epochs.slice(from, to)
    this.#steps = this.#steps.slice(from, to)
    this.#values = this.#values.slice(from, to)
    this.#first = 0
    this.#stepSum = this.#steps.reduce((total, steps) => total + steps, 0)
    this.#sum = this.#steps.reduce((total, steps, index) => total + steps * (this.#values[index] ?? 0), 0)
  }
}
