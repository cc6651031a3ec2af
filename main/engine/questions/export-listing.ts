// Exports the network of a list of layers with its first weights, for images and classes as the list has them.
import { defaultSpec } from '@contract/training/run-spec'
import { buildListing } from '../../networks/build-listing'
import { networkToWrite } from '../../networks/export/network-to-write'
import { withOpenBatch } from '../../networks/export/open-batch'
import { initialState } from '../../networks/network'
import { writeNetwork } from './write-network'
import type { Work } from './work'

/** @throws LabError `network/...` where the layers do not fit together, `export/unwritable` */
export const exportListing: Work<'exportListing'> = async ({ listing, path }) => {
  const network = withOpenBatch((batchSize) => buildListing(listing, [batchSize, ...listing.input], null))
  const { seed } = defaultSpec('lenet')
  return writeNetwork(path, network, initialState(network, listing.initializer, seed), {
    metadata: { listing: JSON.stringify(listing) },
    program: networkToWrite(buildListing(listing, [1, ...listing.input], null), listing.name, { initializer: listing.initializer, initializerScale: 1 }),
  })
}
