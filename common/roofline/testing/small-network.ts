// A network of a convolution, an activation and a layer without arithmetic, with the costs that a test gives them.
import type { LayerWork, NetworkWork } from '../network-work'

type PassWork = LayerWork['passes']['forward']

const none: PassWork = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }

/** @param conv work of the convolution in the forward pass, and again for the gradients of its weights; `relu`: of the activation forward, and again for the gradients of its input */
export const smallNetwork = (conv: PassWork, relu: PassWork): NetworkWork => ({
  name: 'small',
  batchSize: 8,
  numberBytes: 4,
  layers: [
    { name: 'conv1', group: 'convolution', passes: { forward: conv, inputGradient: none, weightGradient: conv, update: none } },
    { name: 'relu1', group: 'other', passes: { forward: relu, inputGradient: relu, weightGradient: none, update: none } },
    { name: 'flatten1', group: 'other', passes: { forward: none, inputGradient: none, weightGradient: none, update: none } },
  ],
})
