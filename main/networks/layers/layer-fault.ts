// What does not fit in a list of layers: which layer, where it stands, and why.
import { layerPlace, type LayerPath } from '@contract/models/layers/layer-place'
import type { LayerKind } from '@contract/models/layers/layer'

/** Why a layer cannot take its input, as its builder says it; the place is added by whoever walks the list. */
export class Misfit extends Error {
  /** @param tooSmall whether larger images would mend it */
  constructor(
    message: string,
    readonly tooSmall = false,
  ) {
    super(message)
  }
}

/** A layer of a list that does not fit. */
export class LayerFault extends Error {
  readonly tooSmall: boolean

  constructor(
    readonly path: LayerPath,
    readonly kind: LayerKind,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`${layerPlace(path).words} (${kind}): ${why}`, { cause })
    this.tooSmall = cause instanceof Misfit && cause.tooSmall
  }
}
