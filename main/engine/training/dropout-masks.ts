// The masks of dropout layers as a training program is fed them.
import { elementCount } from '../onnx/tensor'
import type { DropoutMask } from '../program/training-step'
import { keepMask, streams } from '../randomness/stream'

/** One layer's packed masks for some steps, one behind the other: a function of seed, layer, step number and place in the batch alone. */
export function drawMasks(seed: number, { shape, rate }: DropoutMask, layer: number, steps: readonly { readonly number: number }[]): Uint8Array {
  const bytes = elementCount(shape)
  const masks = new Uint8Array(steps.length * bytes)
  steps.forEach(({ number }, row) => {
    keepMask({ seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, masks.subarray(row * bytes, (row + 1) * bytes))
  })
  return masks
}
