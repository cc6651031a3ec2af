// A network as a Flax module, as the book writes them: its layers in `setup`, its mode as the attribute `training`.
import { writtenLayers } from '../layer-writer'
import { layers } from '../python/expression'
import { classNameOf, layerLines, plain, writtenNetwork, type NetworkSections } from '../program'
import { shapedLayers, type NetworkToWrite } from '../shaped-layers'
import { flaxHelpers } from './helpers'
import { initializerLines, uniformHelper, weightedLayers } from './initialization'
import { flaxBlocks, flaxLayers } from './layers'

export function flaxNetwork(network: NetworkToWrite): NetworkSections {
  const { title, input: [channels, height, width] } = network
  const className = classNameOf(title)
  const items = writtenLayers(shapedLayers(network), flaxLayers(network), flaxBlocks)
  const written = writtenNetwork(layers(items, true), { uniform: uniformHelper, ...flaxHelpers })
  const module = [
    `class ${className}(nn.Module):`,
    `    """${plain(title)} for images of shape ${height}x${width}x${channels}."""`,
    '    training: bool = True',
    '',
    '    def setup(self):',
    '        self.net = nn.Sequential([',
    layerLines(written.layers, 12),
    '        ])',
    '',
    '    def __call__(self, x):',
    '        return self.net(x)',
  ].join('\n')
  const text = [...written.definitions, module].join('\n')
  const makers = Object.entries(weightedLayers).flatMap(([name, layer]) => (new RegExp(`\\b(?<!\\.)${name}\\(`).test(text) ? [`${name} = partial(${layer}, kernel_init=initializer)`] : []))
  return {
    className,
    definitions: [[...initializerLines(network), ...makers].join('\n'), ...written.definitions, module],
    making: [`model = ${className}(training=False)`, `images = jnp.zeros((1, ${height}, ${width}, ${channels}))`, 'variables = model.init(jax.random.key(0), images)'],
  }
}
