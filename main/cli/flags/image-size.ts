// Reports images that are too small for a network in terms of the command line's flags.
import { phrase } from '@language/phrase'
import { networkInfo, type NetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'

/** The network and image size that the user asked for. */
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
    // The author of a list of layers wants to know the layer.
    if (!(error instanceof LabError) || error.code !== 'network/input-too-small' || network.kind === 'layers') throw error
    const { title, inputSize } = networkInfo(network)
    const made = inputSize === null ? '' : phrase('; it is made for {inputSize}×{inputSize}', { inputSize })
    const message = phrase('{title} needs larger images than {height}×{width}{made}.', { title, height, width, made })
    throw new LabError(error.code, message, phrase('Give a larger {flag}, or leave it out.', { flag }), { cause: error })
  }
}
