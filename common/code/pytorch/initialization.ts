// How a PyTorch program draws first weights, as the lab's initialisers do.
import type { InitializerName } from '@contract/models/initializers'
import { stateNames } from './state-names'
import { shapedLayers, type NetworkToWrite } from '../shaped-layers'
import { atomText } from '../python/format'
import { statedFactor } from '../weight-factor'

interface Scheme {
  readonly docstring: string
  /** Draws `module.weight`. */
  readonly draw: readonly string[]
}

/** Null: what torch.nn does by itself. */
const schemes: Readonly<Record<InitializerName, Scheme | null>> = {
  'xavier-uniform': { docstring: 'Draws weights as Glorot and Bengio (2010) do; biases begin at zero.', draw: ['nn.init.xavier_uniform_(module.weight)'] },
  'pytorch-default': null,
  'kaiming-normal': { docstring: 'Draws weights as He et al. (2015) do; biases begin at zero.', draw: ['nn.init.kaiming_normal_(module.weight, nonlinearity="relu")'] },
  'normal-0.01': { docstring: 'Draws weights from N(0, 0.01); biases begin at zero.', draw: ['nn.init.normal_(module.weight, std=0.01)'] },
  zeros: { docstring: 'Weights and biases begin at zero.', draw: ['nn.init.zeros_(module.weight)'] },
}

/** In networks with grouped convolutions. */
const groupedXavier = [
  '# An input reaches the outputs of its own group alone, which',
  '# xavier_uniform_ does not know.',
  'fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(module.weight)',
  'if isinstance(module, nn.Conv2d):',
  '    fan_out //= module.groups',
  'bound = (6 / (fan_in + fan_out)) ** 0.5',
  'nn.init.uniform_(module.weight, -bound, bound)',
]

export interface Initialization {
  /** The function `initialize`; empty where PyTorch's own initial values are the network's. */
  readonly definition: string
  /** What is called on `model` after it was made. */
  readonly calls: readonly string[]
}

export function pytorchInitialization(network: NetworkToWrite): Initialization {
  const scheme = schemes[network.initializer]
  const records = network.layers.map(({ record }) => record)
  const kinds = ['Conv2d', 'ConvTranspose2d', 'Linear'].filter((kind) => records.some(({ layer }) => layer === kind.charAt(0).toLowerCase() + kind.slice(1)))
  const grouped = network.initializer === 'xavier-uniform' && records.some((record) => record.layer === 'conv2d' && record.groups > 1)
  const factor = statedFactor(network)
  const draw = grouped ? groupedXavier : (scheme?.draw ?? [])
  const multiply = factor === null ? [] : ['with torch.no_grad():', `    module.weight.mul_(${factor})`]
  const types = kinds.map((kind) => `nn.${kind}`).join(', ')
  const body = [...draw, ...multiply, ...(scheme ? ['if module.bias is not None:', '    nn.init.zeros_(module.bias)'] : [])]
  const isOwn = body.length === 0
  const definition = isOwn
    ? ''
    : [
        'def initialize(module):',
        `    """${scheme?.docstring ?? 'Multiplies the weights that PyTorch draws.'}"""`,
        `    if isinstance(module, ${kinds.length === 1 ? types : `(${types})`}):`,
        ...body.map((line) => `        ${line}`),
      ].join('\n')
  return { definition, calls: [...(isOwn ? [] : ['model.apply(initialize)']), ...biasLines(network)] }
}

/** Lines that set the biases which begin otherwise than the scheme has them. */
function biasLines(network: NetworkToWrite): readonly string[] {
  const isZero = schemes[network.initializer] !== null
  const own = stateNames(shapedLayers(network)).flatMap(({ module, record }) => {
    if (record.layer !== 'conv2d' && record.layer !== 'convTranspose2d' && record.layer !== 'linear') return []
    const { bias, initialBias } = record
    return !bias || initialBias === undefined || (isZero && initialBias === 0) ? [] : [{ module, initialBias }]
  })
  return [...new Set(own.map(({ initialBias }) => initialBias))].flatMap((value) => {
    const modules = own.flatMap(({ module, initialBias }) => (initialBias === value ? [module] : []))
    return [`for name in ${listLines(modules)}:`, `    nn.init.constant_(model.get_submodule(name).bias, ${atomText(value)})`]
  })
}

/** Names in quotes, in brackets, on lines of at most 79 letters. */
function listLines(names: readonly string[]): string {
  const lines: string[] = ['[']
  for (const [index, name] of names.entries()) {
    const word = `"${name}"${index < names.length - 1 ? ',' : ']'}`
    const last = lines.at(-1) ?? ''
    if (last.length + word.length > 60) lines.push(`             ${word}`)
    else lines[lines.length - 1] = last + (last.endsWith('[') ? '' : ' ') + word
  }
  return lines.join('\n')
}
