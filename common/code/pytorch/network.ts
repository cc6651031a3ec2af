// A network as a PyTorch module, as the book writes them.
import { writtenLayers } from '../layer-writer'
import { layers } from '../python/expression'
import { classNameOf, layerLines, plain, writtenNetwork, type NetworkSections } from '../program'
import { shapedLayers, type NetworkToWrite } from '../shaped-layers'
import { pytorchHelpers } from './helpers'
import { pytorchInitialization } from './initialization'
import { pytorchBlocks, pytorchLayers } from './layers'

export function pytorchNetwork(network: NetworkToWrite): NetworkSections {
  const className = classNameOf(network.title)
  const written = writtenNetwork(layers(writtenLayers(shapedLayers(network), pytorchLayers, pytorchBlocks), true), pytorchHelpers)
  const { definition, calls } = pytorchInitialization(network)
  const module = [
    `class ${className}(nn.Module):`,
    `    """${plain(network.title)} for images of shape ${network.input.join('x')}."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.net = nn.Sequential(',
    layerLines(written.layers, 12),
    '        )',
    '',
    '    def forward(self, x):',
    '        return self.net(x)',
  ].join('\n')
  return { className, definitions: [...written.definitions, module, ...(definition === '' ? [] : [definition])], making: [`model = ${className}()`, ...calls] }
}
