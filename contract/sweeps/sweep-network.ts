// A network that a sweep's axis names and that is none of the zoo: the layers of an own network, or an ONNX file that the lab keeps.
import { z } from 'zod'
import { networkListingSchema, type NetworkListing } from '../models/layers/listing'
import { fileNetworkSettings, layersNetworkSettings, networkFileSchema, type NetworkSettings } from '../models/networks'
import { imageSizeSchema, type ImageSize } from '../training/run-spec'

/** An imported network, and the size of the images that it is trained on unless an axis says another. */
const importedSchema = z.strictObject({ file: networkFileSchema, size: imageSizeSchema })

/** As the sweep trains it, whatever becomes of the network of that name later. */
export const sweepNetworkSchema = z.union([importedSchema, networkListingSchema])
export type SweepNetwork = z.infer<typeof importedSchema> | NetworkListing

/** The name by which axes call it: of a file, the file's. */
export const sweepNetworkName = (network: SweepNetwork): string => ('file' in network ? network.file.name : network.name)

/** The network of a run that it stands for, and the size of its images. */
export function settingsOfSweepNetwork(network: SweepNetwork): { readonly network: NetworkSettings; readonly size: ImageSize } {
  if ('file' in network) return { network: fileNetworkSettings(network.file), size: network.size }
  const [, height, width] = network.input
  return { network: layersNetworkSettings(network), size: { height, width } }
}
