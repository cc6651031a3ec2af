// Names of a network's parameters and buffers in the `state_dict` of its PyTorch program.
import { padsOf } from '@common/layers/geometry'
import type { RecordOf, SimpleKind, SimpleLayer } from '@contract/models/layers/layer'
import type { Shaped } from '../shaped-layers'
import { isSymmetric } from '../windows'
import { pytorchBlocks, pytorchLayers } from './layers'
import { writtenLayers } from '../layer-writer'

/** A module of the program that has parameters. */
export interface ModuleState {
  /** The layer of the network that it is. */
  readonly record: SimpleLayer
  /** Its name in the program, e.g. `net.4.body.0`. */
  readonly module: string
  /** In the order of the network's own. */
  readonly parameters: readonly ('weight' | 'bias')[]
  readonly buffers: readonly ('running_mean' | 'running_var')[]
}

type Learnt = Pick<ModuleState, 'parameters' | 'buffers'>

const weightAndBias = { parameters: ['weight', 'bias'], buffers: [] } as const satisfies Learnt
const nothing: Learnt = { parameters: [], buffers: [] }
const maybeBias = ({ bias }: { readonly bias: boolean }): Learnt => (bias ? weightAndBias : { parameters: ['weight'], buffers: [] })
const maybeAffine = ({ affine }: { readonly affine: boolean }): Learnt => (affine ? weightAndBias : nothing)

/** What each kind of layer learns; kinds that are not here, nothing. */
const learntBy: { readonly [Kind in SimpleKind]?: (record: RecordOf<Kind>) => Learnt } = {
  conv2d: maybeBias,
  convTranspose2d: maybeBias,
  linear: maybeBias,
  batchNorm: () => ({ ...weightAndBias, buffers: ['running_mean', 'running_var'] }),
  groupNorm: maybeAffine,
  layerNorm: maybeAffine,
  prelu: () => ({ parameters: ['weight'], buffers: [] }),
}

/** The modules with parameters, in the order in which the network has them; batch normalisation also counts its batches, `num_batches_tracked`. */
export function stateNames(layers: readonly Shaped[], before = 'net'): readonly ModuleState[] {
  let index = 0
  return layers.flatMap((layer) => {
    const place = index
    index += writtenLayers([layer], pytorchLayers, pytorchBlocks).length
    if ('layers' in layer) return [...stateNames(layer.layers, `${before}.${place}.body`), ...stateNames(layer.shortcut, `${before}.${place}.shortcut`)]
    if ('branches' in layer) return layer.branches.flatMap((branch, number) => stateNames(branch, `${before}.${place}.branches.${number}`))
    const { record } = layer
    const learnt = (learntBy[record.layer] as ((record: SimpleLayer) => Learnt) | undefined)?.(record) ?? nothing
    if (learnt.parameters.length === 0) return []
    // Zeros on one side more than on the other are a module of their own before the convolution.
    const within = record.layer === 'conv2d' && !isSymmetric(padsOf(record.padding)) ? 1 : 0
    return [{ record, module: `${before}.${place + within}`, ...learnt }]
  })
}
