// The mean over the last part of an epoch: the smooth train curve, as the book plots it.

interface Chunk {
  readonly epoch: number
  readonly steps: number
  readonly value: number
}

/** Where the removal of old chunks leaves less than this share of the sum, too few of its sixteen digits are right. */
const cancelled = 1e-6

/** Mean over the chunks that ended within the last `span` epochs, weighted by their steps; constant time per chunk. */
export class TrailingMean {
  readonly #span: number
  #chunks: Chunk[] = []
  /** Index of the first chunk within the span. */
  #first = 0
  #steps = 0
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
    this.#chunks.push({ epoch, steps, value })
    this.#steps += steps
    this.#sum += steps * value
    const before = Math.abs(this.#sum)
    for (let old = this.#chunks[this.#first]; old && old.epoch <= epoch - this.#span; old = this.#chunks[this.#first]) {
      this.#steps -= old.steps
      this.#sum -= old.steps * old.value
      this.#first++
    }
    const isCancelled = Math.abs(this.#sum) < cancelled * before // a spike was removed; beside it the other chunks had lost their digits
    if (isCancelled || this.#first > 1024) this.#recount(this.#chunks.slice(this.#first))
    return this.#sum / this.#steps
  }

  /** Forgets chunks that ended at or after this epoch. */
  truncate(epoch: number): void {
    this.#recount(this.#chunks.slice(this.#first).filter((chunk) => chunk.epoch < epoch))
  }

  /** Keeps only these chunks, and adds them up anew, which also removes rounding errors. */
  #recount(chunks: Chunk[]): void {
    this.#chunks = chunks
    this.#first = 0
    this.#steps = chunks.reduce((total, chunk) => total + chunk.steps, 0)
    this.#sum = chunks.reduce((total, chunk) => total + chunk.steps * chunk.value, 0)
  }
}
