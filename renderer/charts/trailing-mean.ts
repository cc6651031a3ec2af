// The mean over the last part of an epoch: the smooth train curve, as the book plots it.

interface Chunk {
  readonly epoch: number
  readonly steps: number
  readonly value: number
}

/** Mean over the chunks that ended within the last `span` epochs, weighted by their steps; constant time per chunk. */
export class TrailingMean {
  private chunks: Chunk[] = []
  /** Index of the first chunk within the span. */
  private first = 0
  private steps = 0
  private sum = 0

  /** @param span in epochs; the book's curves are means over half an epoch */
  constructor(private readonly span = 0.5) {}

  /**
   * @param epoch epochs done at the chunk's end, fractional
   * @param steps steps that the value is a mean of
   * @returns the mean with this value included
   */
  add(epoch: number, steps: number, value: number): number {
    this.chunks.push({ epoch, steps, value })
    this.steps += steps
    this.sum += steps * value
    for (let old = this.chunks[this.first]; old && old.epoch <= epoch - this.span; old = this.chunks[this.first]) {
      this.steps -= old.steps
      this.sum -= old.steps * old.value
      this.first++
    }
    if (this.first > 1024) this.recount(this.chunks.slice(this.first))
    return this.sum / this.steps
  }

  /** Forgets chunks that ended at or after this epoch. */
  truncate(epoch: number): void {
    this.recount(this.chunks.slice(this.first).filter((chunk) => chunk.epoch < epoch))
  }

  /** Starts afresh with these chunks, which also clears what rounding has added up. */
  private recount(chunks: Chunk[]): void {
    this.chunks = chunks
    this.first = 0
    this.steps = chunks.reduce((total, chunk) => total + chunk.steps, 0)
    this.sum = chunks.reduce((total, chunk) => total + chunk.steps * chunk.value, 0)
  }
}
