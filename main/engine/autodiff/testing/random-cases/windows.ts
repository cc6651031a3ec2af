// Random cases of operators on images (convolution, pooling, resizing, normalisation): one to three dimensions, any window, padding by number or by rule.
import fc from 'fast-check'
import { float, int, ints, string, type Attributes } from '../../../../onnx/graph'
import type { Operator } from '../../../../onnx/operators'
import { float32, int64, type Shape } from '../../../../onnx/tensor'
import { flag, size, together, type RandomCase } from './arbitraries'

interface Sliding {
  /** Extent of one spatial dimension. */
  readonly size: number
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
  readonly begin: number
  readonly end: number
}

interface SlidingOptions {
  readonly maxKernel: number
  readonly dilated: boolean
  /** Largest padding for a kernel. */
  readonly maxPad: (kernel: number) => number
}

/** A window along one dimension, no longer than the padded dimension. */
const sliding = ({ maxKernel, dilated, maxPad }: SlidingOptions): fc.Arbitrary<Sliding> =>
  fc
    .record({
      kernel: fc.integer({ min: 1, max: maxKernel }),
      stride: fc.integer({ min: 1, max: 3 }),
      dilation: fc.integer({ min: 1, max: dilated ? 2 : 1 }),
    })
    .chain(({ kernel, stride, dilation }) => {
      const reach = (kernel - 1) * dilation + 1
      const pad = fc.nat(maxPad(kernel))
      return fc.record({
        size: fc.integer({ min: reach, max: reach + 4 }),
        begin: pad,
        end: pad,
        kernel: fc.constant(kernel),
        stride: fc.constant(stride),
        dilation: fc.constant(dilation),
      })
    })

/** Windows over one, two or (small ones) three dimensions. */
const slidings = (options: SlidingOptions): fc.Arbitrary<readonly Sliding[]> =>
  fc.oneof(
    { arbitrary: fc.array(sliding(options), { minLength: 1, maxLength: 1 }), weight: 2 },
    { arbitrary: fc.array(sliding(options), { minLength: 2, maxLength: 2 }), weight: 5 },
    { arbitrary: fc.array(sliding({ ...options, maxKernel: Math.min(options.maxKernel, 2) }), { minLength: 3, maxLength: 3 }), weight: 1 },
  )

const windowAttributes = (windows: readonly Sliding[], maySame = true): fc.Arbitrary<Attributes> => {
  const fixed: Attributes = {
    kernel_shape: ints(windows.map(({ kernel }) => kernel)),
    strides: ints(windows.map(({ stride }) => stride)),
    ...(windows.some(({ dilation }) => dilation > 1) && { dilations: ints(windows.map(({ dilation }) => dilation)) }),
  }
  const pads: Attributes = { pads: ints([...windows.map(({ begin }) => begin), ...windows.map(({ end }) => end)]) }
  const rules = maySame && windows.every(({ dilation }) => dilation === 1) ? ['VALID', 'SAME_UPPER', 'SAME_LOWER'] : ['VALID']
  const auto = fc.constantFrom(...rules).map((rule): Attributes => ({ auto_pad: string(rule) }))
  return fc.oneof(fc.constant(pads), fc.constant(pads), auto).map((padding) => ({ ...fixed, ...padding }))
}

const extents = (windows: readonly Sliding[]): number[] => windows.map((window) => window.size)

/** Number of groups, and of input and output channels in each; with one of both, the convolution is depthwise. */
const grouping = fc.record({
  groups: fc.integer({ min: 1, max: 3 }),
  before: fc.integer({ min: 1, max: 2 }),
  after: fc.integer({ min: 1, max: 2 }),
})

/** With a bias or without. */
const biased = (inputs: readonly Shape[], channels: number): fc.Arbitrary<Shape[]> =>
  fc.boolean().map((bias) => [...inputs, ...(bias ? [[channels]] : [])])

const batch = fc.integer({ min: 1, max: 2 })

/** Sizes up to 6: kernels larger than 5 use another form of the kernel's gradient. */
const convolutions: SlidingOptions = { maxKernel: 6, dilated: true, maxPad: (kernel) => kernel }

const conv: RandomCase = fc.tuple(slidings(convolutions), grouping, batch).chain(([windows, { groups, before, after }, n]) => {
  const w = [groups * after, before, ...windows.map(({ kernel }) => kernel)]
  return fc.record({
    inputs: biased([[n, groups * before, ...extents(windows)], w], groups * after),
    attributes: windowAttributes(windows).map((attributes) => ({ ...attributes, group: int(groups) })),
  })
})

const convTranspose: RandomCase = fc
  .tuple(slidings({ ...convolutions, maxPad: () => 0 }), grouping, batch)
  .chain(([windows, { groups, before, after }, n]) => {
    const spatial = windows.map((window) => Math.min(window.size, 4))
    const inputs = [
      [n, groups * before, ...spatial],
      [groups * before, after, ...windows.map(({ kernel }) => kernel)],
    ]
    // The padding removes less than the kernel adds, and the output padding is smaller than the stride.
    const pads = fc.tuple(...windows.map(({ kernel }) => fc.nat(Math.floor((kernel - 1) / 2))))
    const explicit = fc
      .tuple(pads, pads, fc.tuple(...windows.map(({ stride }) => fc.nat(stride - 1))))
      .map(([begin, end, output]): Attributes => ({ pads: ints([...begin, ...end]), output_padding: ints(output) }))
    const auto = fc.constantFrom('VALID', 'SAME_UPPER', 'SAME_LOWER').map((rule): Attributes => ({ auto_pad: string(rule) }))
    // The extent that the windows cover, less the padding, plus at most the rest of a stride.
    const sizes = fc.tuple(
      ...windows.map(({ kernel, stride, dilation }, axis) => {
        const beyond = (kernel - 1) * dilation
        return fc.integer({ min: -beyond, max: stride - 1 }).map((more) => ((spatial[axis] ?? 1) - 1) * stride + beyond + 1 + more)
      }),
    )
    const sized = fc
      .tuple(fc.constantFrom({}, { auto_pad: string('SAME_UPPER') }, { auto_pad: string('SAME_LOWER') }), sizes)
      .map(([rule, shape]): Attributes => ({ ...rule, output_shape: ints(shape) }))
    return fc.record({
      inputs: biased(inputs, groups * after),
      attributes: fc.oneof(explicit, explicit, auto, sized).map((padding) => ({
        ...padding,
        kernel_shape: ints(windows.map(({ kernel }) => kernel)),
        strides: ints(windows.map(({ stride }) => stride)),
        dilations: ints(windows.map(({ dilation }) => dilation)),
        group: int(groups),
      })),
    })
  })

/** Windows of pools: their padding is smaller than the kernel, as ONNX Runtime demands. */
const pools = (dilated: boolean): fc.Arbitrary<readonly Sliding[]> => slidings({ maxKernel: 4, dilated, maxPad: (kernel) => kernel - 1 })

/** Attributes of pools. ONNX Runtime computes neither dilated windows with SAME nor windows with gaps between them. */
const poolAttributes = (windows: readonly Sliding[]): fc.Arbitrary<Attributes> =>
  windowAttributes(windows, windows.every(({ kernel, stride }) => stride <= kernel))

const images = (windows: readonly Sliding[]): fc.Arbitrary<Shape[]> =>
  fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })).map(([n, channels]) => [[n, channels, ...extents(windows)]])

const globalPool: RandomCase = fc
  .tuple(fc.integer({ min: 1, max: 2 }), size, fc.array(size, { minLength: 1, maxLength: 3 }))
  .map(([n, channels, spatial]) => ({ inputs: [[n, channels, ...spatial]], values: 'apart' }))

/** Resizes spatial dimensions only, as ONNX Runtime's linear interpolation demands, to any size or by any factor. */
const resize: RandomCase = fc
  .record({
    spatial: fc.tuple(size, size),
    sizes: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    factors: fc.option(fc.tuple(fc.constantFrom(0.5, 1, 1.3, 2, 3), fc.constantFrom(0.7, 1, 2, 2.5)), { nil: null }),
    mode: fc.constantFrom('nearest', 'linear', 'cubic'),
    antialias: flag('antialias'),
    outside: flag('exclude_outside'),
    transformation: fc.constantFrom('half_pixel', 'pytorch_half_pixel', 'asymmetric', 'align_corners'),
    nearest: fc.constantFrom('round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'),
  })
  .filter(({ spatial, factors }) => factors === null || spatial.every((extent, axis) => extent * (factors[axis] ?? 1) >= 1))
  .map(({ spatial, sizes, factors, mode, antialias, outside, transformation, nearest }) => ({
    inputs: [[2, 1, ...spatial], null, factors && float32([1, 1, ...factors]), factors ? null : int64([2, 1, ...sizes])],
    attributes: { mode: string(mode), coordinate_transformation_mode: string(transformation), nearest_mode: string(nearest), ...(mode !== 'nearest' && antialias), ...(mode === 'cubic' && outside) },
  }))

/**
 * Normalises by the batch (with a momentum) or by running averages. The epsilon is large: without it, a batch of two elements would always
 * be normalised to -1 and 1, a step function.
 */
const batchNormalization: RandomCase = fc
  .record({
    n: size,
    channels: size,
    positions: fc.array(size, { maxLength: 3 }),
    epsilon: fc.constantFrom(0.25, 1),
    momentum: fc.constantFrom(null, 0.5, 0.9),
  })
  .map(({ n, channels, positions, epsilon, momentum }) => {
    const fixed = float32(new Float32Array(channels).fill(1))
    return {
      inputs: [[n, channels, ...positions], [channels], [channels], fixed, fixed],
      attributes: { epsilon: float(epsilon), ...(momentum !== null && { momentum: float(momentum) }) },
    }
  })

const localResponseNormalization: RandomCase = fc
  .record({
    shape: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 7 }), size, size),
    size: fc.constantFrom(1, 3, 5, 7),
    alpha: fc.constantFrom(1e-4, 0.5, 2),
    beta: fc.constantFrom(0.5, 0.75, 1),
    bias: fc.constantFrom(1, 2),
  })
  .map(({ shape, size: channels, alpha, beta, bias }) => ({
    inputs: [shape],
    attributes: { size: int(channels), alpha: float(alpha), beta: float(beta), bias: float(bias) },
  }))

export const windows = {
  AveragePool: pools(false).chain((drawn) =>
    fc.record({ inputs: images(drawn), attributes: together(poolAttributes(drawn), flag('ceil_mode'), flag('count_include_pad')) }),
  ),
  BatchNormalization: batchNormalization,
  Conv: conv,
  ConvTranspose: convTranspose,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  LRN: localResponseNormalization,
  MaxPool: pools(true).chain((drawn) =>
    fc.record({ inputs: images(drawn), attributes: together(poolAttributes(drawn), flag('ceil_mode')), values: fc.constant('apart') }),
  ),
  Resize: resize,
} satisfies Partial<Record<Operator, RandomCase>>
