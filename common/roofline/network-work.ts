// The work of a network, as far as a roofline needs it: arithmetic and bytes of each layer in each pass, for the whole batch.

/** The passes of a training step; inference is the first one alone. */
export const passNames = ['forward', 'inputGradient', 'weightGradient', 'update'] as const
export type PassName = (typeof passNames)[number]

/** The work of a layer in one pass. */
export interface PassWork {
  /** Products that are summed, as of a convolution; 0 of operators that only add, compare or move. */
  readonly multiplyAdds: number
  /** Floating-point operations; a multiply-add is two. */
  readonly flops: number
  /** Bytes read and written where every operand is moved once. */
  readonly bytes: number
}

export interface LayerWork {
  readonly name: string
  /** A pass that a layer does not have is left out: pooling has no weights, the first layer's images need no gradient. */
  readonly passes: Readonly<Partial<Record<PassName, PassWork>>>
}

export interface NetworkWork {
  readonly name: string
  /** Images of a step. */
  readonly batchSize: number
  /** Bytes of a number: 4 in float32, 2 in float16. */
  readonly numberBytes: number
  readonly layers: readonly LayerWork[]
}

const noWork: PassWork = { multiplyAdds: 0, flops: 0, bytes: 0 }

/** The work of several passes together. */
export function sumOfWork(works: readonly PassWork[]): PassWork {
  return works.reduce(
    (sum, { multiplyAdds, flops, bytes }) => ({ multiplyAdds: sum.multiplyAdds + multiplyAdds, flops: sum.flops + flops, bytes: sum.bytes + bytes }),
    noWork,
  )
}
