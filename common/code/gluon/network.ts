// A network in MXNet Gluon, as the book writes them.
import type { InitializerName } from '@contract/models/initializers'
import { writtenLayers } from '../layer-writer'
import { layers } from '../python/expression'
import { classNameOf, layerLines, writtenNetwork, type NetworkSections } from '../program'
import { shapedLayers, type NetworkToWrite } from '../shaped-layers'
import { factorComment, stated } from '../weight-factor'
import { gluonHelpers } from './helpers'
import { gluonBlocks, gluonLayers } from './layers'

interface Scheme {
  readonly comment: string
  readonly made: (scale: number) => string
}

const schemes: Readonly<Record<InitializerName, Scheme>> = {
  'xavier-uniform': { comment: 'Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.', made: (scale) => `init.Xavier(${scale === 1 ? '' : `magnitude=${stated(3 * scale ** 2)}`})` },
  'pytorch-default': { comment: 'Weights and biases are drawn as PyTorch does.', made: (scale) => `init.Xavier(factor_type="in", magnitude=${stated(scale ** 2)})` },
  'kaiming-normal': {
    comment: 'Weights are drawn as He et al. (2015) do; biases begin at zero.',
    made: (scale) => (scale === 1 ? 'init.Xavier(rnd_type="gaussian", factor_type="in", magnitude=2)' : `init.Xavier(\n    rnd_type="gaussian", factor_type="in", magnitude=${stated(2 * scale ** 2)})`),
  },
  'normal-0.01': { comment: 'Weights are drawn from N(0, 0.01); biases begin at zero.', made: (scale) => `init.Normal(${stated(0.01 * scale)})` },
  zeros: { comment: 'Weights and biases begin at zero.', made: () => 'init.Zero()' },
}

export function gluonNetwork(network: NetworkToWrite): NetworkSections {
  const { initializer, initializerScale } = network
  const items = writtenLayers(shapedLayers(network), gluonLayers(network), gluonBlocks)
  const written = writtenNetwork(layers(items, true), gluonHelpers)
  const { comment, made } = schemes[initializer]
  return {
    className: classNameOf(network.title),
    definitions: written.definitions,
    making: ['npx.set_np()', 'model = nn.Sequential()', 'model.add(', layerLines(written.layers, 4), ')', `# ${comment}`, ...factorComment(network), `initializer = ${made(initializerScale)}`, 'model.initialize(initializer)'],
  }
}
