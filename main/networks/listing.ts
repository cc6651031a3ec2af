// The functions of a listing: each makes the record of a layer, and a listing reads like the book's code.
import type { LayerInput, OptionsOf, SimpleKind } from '@contract/models/layers/layer'
import type { Activation, Pooling } from '@contract/models/zoo'

type Without<Kind extends SimpleKind, Field extends keyof OptionsOf<Kind>> = Omit<OptionsOf<Kind>, Field>

export const conv2d = (channels: number, options: Without<'conv2d', 'channels'>): LayerInput => ({ layer: 'conv2d', channels, ...options })
export const linear = (features: number, options: Without<'linear', 'features'> = {}): LayerInput => ({ layer: 'linear', features, ...options })

export const maxPool2d = (options: OptionsOf<'maxPool2d'>): LayerInput => ({ layer: 'maxPool2d', ...options })
export const pool2d = (pooling: Pooling, options: Without<'maxPool2d', 'dilation'>): LayerInput =>
  pooling === 'max' ? maxPool2d(options) : { layer: 'avgPool2d', ...options }
export const globalAvgPool2d = (): LayerInput => ({ layer: 'globalAvgPool2d' })

export const activation = (name: Activation): LayerInput => ({ layer: name })
export const relu = (): LayerInput => ({ layer: 'relu' })
export const relu6 = (): LayerInput => ({ layer: 'relu6' })
export const batchNorm = (): LayerInput => ({ layer: 'batchNorm' })
export const localResponseNorm = (options: OptionsOf<'localResponseNorm'>): LayerInput => ({ layer: 'localResponseNorm', ...options })

/** A dropout layer. */
export const dropout = (p: number): LayerInput => ({ layer: 'dropout', p })
/** A dropout layer, or none at rate 0. */
export const dropoutAt = (p: number): readonly LayerInput[] => (p > 0 ? [dropout(p)] : [])

export const flatten = (): LayerInput => ({ layer: 'flatten' })
export const multiply = (factor: number): LayerInput => ({ layer: 'multiply', factor })
export const subsample = (stride: number): LayerInput => ({ layer: 'subsample', stride })
export const padChannels = (channels: number): LayerInput => ({ layer: 'padChannels', channels })

export const residual = (layers: readonly LayerInput[], shortcut: readonly LayerInput[] = []): LayerInput => ({ layer: 'residual', layers, shortcut })
export const parallel = (...branches: readonly (readonly LayerInput[])[]): LayerInput => ({ layer: 'parallel', branches })
