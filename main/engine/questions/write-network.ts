// Writes a network with its parameters and buffers to a file: as standard ONNX, or its tensors alone as safetensors, by the end of the file's name.
import { unwrittenLayer } from '@common/code/unwritten-layers'
import type { NetworkToWrite } from '@common/code/shaped-layers'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { encodeNetwork } from '../../networks/export/encode-network'
import { encodeSafetensors, type WritableTensor } from '../../networks/export/safetensors'
import { stateDict } from '../../networks/export/state-dict'
import { stateOf, type Network, type StateValues } from '../../networks/network'
import type { Metadata } from '../../onnx/metadata'

/** How a network is written. */
export interface WritingOptions {
  /** How to use the network. */
  readonly metadata: Metadata
  /** The network as it can be written as a program, whose names its tensors get in a safetensors file; null: a network from a file, which keeps its own, as does one that no program can be. */
  readonly program: NetworkToWrite | null
  /** Training steps behind the state; default: none. */
  readonly steps?: number
}

/**
 * @returns the size of the file in bytes
 * @throws LabError `export/unwritable`
 */
export async function writeNetwork(path: string, network: Network, state: StateValues, options: WritingOptions): Promise<number> {
  const bytes = path.toLowerCase().endsWith('.safetensors') ? Buffer.concat(encodeSafetensors(tensorsOf(network, state, options), options.metadata)) : encodeNetwork(network, state, options.metadata)
  try {
    await writeFileWhole(path, bytes)
    return bytes.length
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('export/unwritable', phrase('{path} cannot be written: {why}.', { path, why }), phrase('Choose another folder.'), { cause: error })
  }
}

/** Parameters and buffers as the `state_dict` of the network's PyTorch program, or under their names in the network. */
function tensorsOf(network: Network, state: StateValues, { program, steps = 0 }: WritingOptions): readonly WritableTensor[] {
  if (program && unwrittenLayer(program.layers) === null) return stateDict(network, program, state, steps)
  return stateOf(network).map(({ name, shape }) => ({ name, shape, data: state.get(name) ?? new Float32Array() }))
}
