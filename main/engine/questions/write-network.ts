// Writes a network with its parameters and buffers to a file: as standard ONNX, or its tensors alone as safetensors, by the end of the file's name.
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { encodeNetwork } from '../../networks/export/encode-network'
import { encodeSafetensors } from '../../networks/export/safetensors'
import { stateOf, type Network, type StateValues } from '../../networks/network'
import type { Metadata } from '../../onnx/metadata'

/**
 * @param metadata how to use the network; safetensors files have none
 * @returns the size of the file in bytes
 * @throws LabError `export/unwritable`
 */
export async function writeNetwork(path: string, network: Network, state: StateValues, metadata: Metadata): Promise<number> {
  const bytes = path.toLowerCase().endsWith('.safetensors') ? tensorsOf(network, state) : encodeNetwork(network, state, metadata)
  try {
    await writeFileWhole(path, bytes)
    return bytes.length
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('export/unwritable', `${path} cannot be written: ${why}.`, 'Choose another folder.', { cause: error })
  }
}

/** Parameters and buffers under their names in the network. */
function tensorsOf(network: Network, state: StateValues): Uint8Array {
  return Buffer.concat(encodeSafetensors(stateOf(network).map(({ name, shape }) => ({ name, shape, data: state.get(name) ?? new Float32Array() }))))
}
