// What is alive when, of small networks by hand.
import { expect, it } from 'vitest'
import type { LayerInput } from '@contract/models/layers/layer'
import { plainAnalysis, type MemoryTimeline } from '@contract/models/network-analysis'
import { defaultOptimizer } from '@contract/training/optimizer'
import { buildLayers } from '../networks/build-layers'
import { analyzeNetwork } from './network-analysis'

/** Over images [1, 1, 4, 4], 64 bytes. */
const memoryOf = (layers: readonly LayerInput[], settings = plainAnalysis) => analyzeNetwork(buildLayers('one', [1, 1, 4, 4], layers), settings).memory
const conv: LayerInput = { layer: 'conv2d', channels: 1, kernel: 1, bias: false }
/** `forward 0: 64 + 0` for activations and workspace. */
const words = ({ events }: MemoryTimeline): string[] => events.map(({ pass, row, bytes }) => `${pass} ${row ?? ''}: ${bytes.activations} + ${bytes.workspace}`)

it('a chain keeps what its gradients are computed from, and frees it on the way back', () => {
  const { training, inference } = memoryOf([conv, { layer: 'relu' }, conv, { layer: 'flatten' }])
  expect(words(training)).toEqual([
    'forward 0: 128 + 0', // image, output
    'forward 1: 192 + 0', // image kept for the kernel's gradient, output of the convolution, of the ReLU
    'forward 2: 192 + 0', // the convolution's is gone, as ReLU keeps its own output
    'forward 3: 192 + 0', // a view
    'backward 3: 128 + 64', // image and ReLU's output; gradient of the output
    'backward 2: 128 + 128', // gradients of its output and input
    'backward 1: 128 + 128',
    'backward 0: 64 + 64', // the image needs no gradient
    'update : 0 + 0',
  ])
  expect(words(inference)).toEqual(['forward 0: 128 + 0', 'forward 1: 128 + 0', 'forward 2: 128 + 0', 'forward 3: 64 + 0'])
  expect(training.events.map(({ bytes }) => bytes.gradients)).toEqual([0, 0, 0, 0, 0, 4, 4, 8, 8])
  expect(training.events.every(({ bytes }) => bytes.parameters === 8 && bytes.optimizerState === 0)).toBe(true)
  expect(training).toMatchObject({ peak: 5, peakBytes: 8 + 4 + 128 + 128 })
  expect(inference).toMatchObject({ peak: 0, peakBytes: 8 + 128 })
})

it("a block holds its input until its sum, and its sum's gradient until its input's", () => {
  const { training, inference } = memoryOf([conv, { layer: 'residual', layers: [{ layer: 'sigmoid' }, { layer: 'tanh' }] }])
  expect(words(inference)).toEqual(['forward 0: 128 + 0', 'forward 1: 128 + 0', 'forward 2: 192 + 0', 'forward 3: 192 + 0'])
  // Back: the sum's gradient is the shortcut's, too, which what comes through tanh and sigmoid is added to.
  expect(words(training).slice(4, 8)).toEqual(['backward 3: 192 + 64', 'backward 2: 192 + 128', 'backward 1: 128 + 128', 'backward 0: 64 + 64'])
})

it('masks of max-pool and dropout take a byte for each number', () => {
  const { training } = memoryOf([conv, { layer: 'maxPool2d', kernel: 2 }, { layer: 'dropout', p: 0.5 }])
  // Image 64, convolution 64, pooled 16 and 4 places; then the pooled 16, dropped 16, 4 places, 4 marks.
  expect(words(training).slice(0, 4)).toEqual(['forward 0: 128 + 0', 'forward 1: 148 + 0', 'forward 2: 104 + 0', 'backward 2: 72 + 32'])
})

it("of several operators, what a layer reads is kept where its operators' own values are more", () => {
  // silu keeps x for itself and for nobody else: image, x, output.
  expect(words(memoryOf([conv, { layer: 'silu' }]).training)[1]).toBe('forward 1: 192 + 0')
  expect(words(memoryOf([conv, { layer: 'groupNorm', groups: 1, affine: false }]).training)[2]).toBe('backward 1: 128 + 128')
})

it('running averages, momenta and copies in float16 count', () => {
  const { training } = memoryOf([conv, { layer: 'batchNorm' }], { precision: 'mixed', optimizer: defaultOptimizer('momentum', 0.1) })
  // Three parameters and two averages; images and activations of 2 bytes.
  expect(training.events[0]?.bytes).toEqual({ parameters: 20, optimizerState: 12, gradients: 0, activations: 64, workspace: 2 })
  expect(training.events.at(-1)?.bytes).toEqual({ parameters: 20, optimizerState: 12, gradients: 12, activations: 0, workspace: 0 })
})
