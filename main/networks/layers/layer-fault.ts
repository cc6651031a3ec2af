// Errors of a layer that does not fit in a list of layers: which layer, at which place, and why.
import { phrase } from '@language/phrase'
import { layerPlace, type LayerPath } from '@contract/models/layers/layer-place'
import type { LayerKind } from '@contract/models/layers/layer'

/** Thrown by a layer's builder: why the layer cannot take its input. `buildLayers` adds the place. */
export class Misfit extends Error {
  /** @param tooSmall whether the layer would fit larger images */
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
  /** What does not fit, without the place. */
  readonly reason: string

  constructor(
    readonly path: LayerPath,
    readonly kind: LayerKind,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(phrase('{place} ({kind}): {reason}', { place: layerPlace(path).words, kind, reason }), { cause })
    this.reason = reason
    this.tooSmall = cause instanceof Misfit && cause.tooSmall
  }
}
