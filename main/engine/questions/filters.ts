// Tells the convolutions of a network, and the filters of one of them.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { convolutionWeights, type ConvolutionWeight } from '../../analysis/convolution-weights'
import type { OpenedNetwork } from '../inspection/opened-networks'
import { withNetwork } from '../inspection/with-network'
import type { Work } from './work'

/** @throws LabError `network/no-such-layer`, and as opening the network does */
export const filters: Work<'filters'> = ({ layer, ...task }) =>
  withNetwork(task, (network) => {
    const convolutions = convolutionWeights(network.networkFor(1))
    return Promise.resolve({ layers: convolutions.map(({ layer: name, shape }) => ({ layer: name, shape: [...shape] })), values: layer === null ? null : weightsOf(layer, convolutions, network) })
  })

function weightsOf(layer: string, convolutions: readonly ConvolutionWeight[], { state }: OpenedNetwork): Float32Array<ArrayBuffer> {
  const found = convolutions.find((convolution) => convolution.layer === layer)
  const values = found && state.get(found.parameter)
  if (values) return values.slice()
  if (convolutions.length === 0) throw new LabError('network/no-convolution', phrase('The network has no convolution, and so no filters.'), phrase('Choose a network with convolutions.'))
  throw new LabError('network/no-such-layer', phrase('The network has no convolution {name}; it has {names}.', { name: layer, names: convolutions.map(({ layer: name }) => name).join(', ') }), phrase('Choose one of these.'))
}
