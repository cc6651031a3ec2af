// The roof of a device: the most arithmetic it does per second at each arithmetic intensity (Williams, Waterman and Patterson, "Roofline: an
// insightful visual performance model for multicore architectures", CACM 52(4), 2009).

export interface Roof {
  /** FLOP per second of large matrix products; a multiply-add is two. */
  readonly flopsPerSecond: number
  /** Share of that speed that convolutions reach; 1 where unknown. */
  readonly convolutionShare: number
  /** Bandwidth of the main memory, bytes per second. */
  readonly bytesPerSecond: number
  /** Memory on the chip that keeps operands for another use, in bytes; null where unknown: then every operand is read once. */
  readonly onChipBytes: number | null
  /** Seconds that every operator takes beside its arithmetic and its bytes, e.g. for being started; 0 where unknown. */
  readonly operatorSeconds: number
}

/** FLOP per second that the roof allows at an arithmetic intensity in FLOP per byte of main memory. */
export function attainable({ flopsPerSecond, bytesPerSecond }: Roof, intensity: number): number {
  return Math.min(flopsPerSecond, bytesPerSecond * intensity)
}

/** Arithmetic intensity of the roof's corner, FLOP per byte: below it the bandwidth is the limit, above it the arithmetic. */
export function ridgeOf({ flopsPerSecond, bytesPerSecond }: Roof): number {
  return flopsPerSecond / bytesPerSecond
}
