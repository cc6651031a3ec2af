// What a network has learnt as the `state_dict` of its PyTorch program: PyTorch's names and shapes.
import { stateNames } from '@common/code/pytorch/state-names'
import { shapedLayers, type NetworkToWrite } from '@common/code/shaped-layers'
import type { Network, Parameter, StateValues } from '../network'
import type { WritableTensor } from './safetensors'

/**
 * @param network built of the layers of `written`
 * @param batches that batch normalisation has seen, which PyTorch counts
 * @throws Error where a parameter or buffer has no values
 */
export function stateDict(network: Network, written: NetworkToWrite, values: StateValues, batches: number): WritableTensor[] {
  const [parameters, buffers] = [network.parameters.values(), network.buffers.values()]
  const tensorOf = (module: string, kind: string, { value }: IteratorResult<Pick<Parameter, 'name' | 'shape'>, undefined>): WritableTensor => {
    const data = value && values.get(value.name)
    if (!value?.name.endsWith(`.${kind}`) || !data) throw new Error(`${module}.${kind} has no values`)
    // A slope for each channel is a vector to PyTorch; here it may have the axes of an image behind it.
    const isSlope = value.name.startsWith('prelu')
    return { name: `${module}.${kind}`, shape: isSlope ? [data.length] : value.shape, data }
  }
  const tensors = stateNames(shapedLayers(written)).flatMap(({ module, parameters: own, buffers: kept }) => [
    ...own.map((kind) => tensorOf(module, kind, parameters.next())),
    ...kept.map((kind) => tensorOf(module, kind, buffers.next())),
    ...(kept.length > 0 ? [{ name: `${module}.num_batches_tracked`, shape: [], data: BigInt64Array.of(BigInt(batches)) }] : []),
  ])
  const left = parameters.next().value ?? buffers.next().value
  if (left) throw new Error(`${left.name} is of no module`)
  return tensors
}
