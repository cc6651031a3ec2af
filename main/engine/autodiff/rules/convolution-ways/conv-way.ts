// What a way of computing one pass of a convolution consists of.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import type { SharedValues } from '../../shared-values'
import type { SitePass } from '../../site'
import type { ConvPlace } from './conv-place'

/** The passes of a convolution with what each computes from. */
export interface ConvOperands {
  /** Images [N, C, spatial...], kernels [M, C / groups, kernel...] and bias [M] to the output [N, M, positions...]. */
  readonly forward: { readonly x: Value; readonly w: Value; readonly bias: Value | null }
  /** Gradient by the images, of their shape. */
  readonly 'input gradient': { readonly w: Value; readonly gradY: Value }
  /** Gradient by the kernels, of their shape. */
  readonly 'kernel gradient': { readonly x: Value; readonly gradY: Value }
}

export type ConvPass = keyof ConvOperands & SitePass

/** Where a way is emitted. */
export interface ConvEmission {
  readonly g: GraphBuilder
  readonly place: ConvPlace
  /** The ways of all passes of the convolution. */
  readonly ways: Readonly<Record<ConvPass, string>>
  /** Values that the passes of the convolution share. */
  readonly shared: SharedValues
}

export interface ConvWay<Pass extends ConvPass> {
  /** Whether the way can compute the place. */
  readonly fits: (place: ConvPlace) => boolean
  /** Predicted cost, in multiply-adds of a large matrix product. */
  readonly cost: (place: ConvPlace) => number
  /** Whether the way holds more memory at a place than its speed is worth; default: never. A plan may name it nevertheless. */
  readonly isWasteful?: (place: ConvPlace) => boolean
  /** Takes operands in blocks of channels as they are; else each is brought into the layout that its shape says. */
  readonly readsBlocks?: true
  readonly emit: (emission: ConvEmission, operands: ConvOperands[Pass]) => Value
}
