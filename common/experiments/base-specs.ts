// The runs that experiments start from: the book's, and those of a smaller AlexNet that trains within minutes on two cores.
import { optimizerSchema } from '@contract/training/optimizer'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'

export const lenet = defaultSpec('lenet')
export const lenetRelu = defaultSpec('lenet-relu')
export const alexnet = defaultSpec('alexnet')

/** A spec with momentum 0.9 in place of plain SGD. */
export const withMomentum = (spec: RunSpec, learningRate: number, weightDecay = 0): RunSpec => ({ ...spec, optimizer: optimizerSchema.parse({ name: 'momentum', learningRate, weightDecay }) })

/** Edge in pixels of the smallest images that the eight layers of AlexNet take with room to spare: its last pooling has windows of 3 × 3 pixels. */
export const smallestAlexnetEdge = 68

/** The small AlexNet with momentum and small batches, with which it learns from a few thousand images. */
export const smallAlexnet: RunSpec = { ...withMomentum(defaultSpec('alexnet-small'), 0.01), batchSize: 32 }
