// Images that are too small for a network, told in the words of the command line.
import { networkInfo, type NetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'

/** What a network is asked to take. */
export interface AskedSize {
  readonly network: NetworkSettings
  readonly height: number
  readonly width: number
  /** The flag that sets the size. */
  readonly flag: '--size' | '--input'
}

/** Does work that builds a network. @throws LabError that names the size and its flag, not the layer, where the images are too small */
export async function sized<T>({ network, height, width, flag }: AskedSize, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Of a list of layers, the layer is what its author wants to know.
    if (!(error instanceof LabError) || error.code !== 'network/input-too-small' || network.kind === 'layers') throw error
    const { title, inputSize } = networkInfo(network)
    const made = inputSize === null ? '' : `; it is made for ${inputSize}×${inputSize}`
    const message = `${title} needs larger images than ${height}×${width}${made}.`
    throw new LabError(error.code, message, `Give a larger ${flag}, or leave it out.`, { cause: error })
  }
}
