// The masks of dropout layers as a training program is fed them.
import { elementCount } from '../onnx/tensor'
import type { DropoutMask } from '../program/training-step'
import { keepMask, streams } from '../randomness/stream'

/** One layer's masks for some steps, one behind the other: a function of seed, layer, step number and place in the batch alone. */
export function drawMasks(seed: number, { shape, rate }: DropoutMask, layer: number, steps: readonly { readonly number: number }[]): Uint8Array {
  const units = elementCount(shape)
  const masks = new Uint8Array(steps.length * units)
  steps.forEach(({ number }, row) => {
    keepMask({ seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, masks.subarray(row * units, (row + 1) * units))
  })
  return masks
}
