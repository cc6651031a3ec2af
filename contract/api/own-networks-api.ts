// Calls of the page about networks that the user has made: save them, look at their history, rename and remove them.
import { z } from 'zod'
import { networkSettings } from '../training/settings/network-settings'
import { numberSchema } from '../training/settings/value-schema'
import { networkListingSchema, type NetworkListing } from '../models/layers/listing'
import type { NetworkRevision, NetworkSummary, RemovedNetwork } from '../models/own-network'
import { activationSchema, bookTabSchema, modelNameSchema, poolingSchema } from '../models/zoo'

/** The form of a name in a call; the lab says what is wrong with it. */
const nameSchema = z.string().max(1000)

/** The choices of layers of a network of the zoo; those that are null or left out are as the network has them. */
const layerChoicesSchema = z.strictObject({
  dropout: numberSchema(networkSettings.dropout).nullish(),
  activation: activationSchema.nullish(),
  pooling: poolingSchema.nullish(),
  tab: bookTabSchema.nullish(),
})
export type ZooChoices = z.infer<typeof layerChoicesSchema>

const sizeSchema = z.int().min(1).max(4096)

export const ownNetworksCallSchemas = {
  ownNetworks: z.tuple([]),
  saveNetwork: z.tuple([networkListingSchema]),
  ownNetwork: z.tuple([nameSchema, z.int().positive().nullable()]),
  networkHistory: z.tuple([nameSchema]),
  renameNetwork: z.tuple([nameSchema, nameSchema]),
  removeNetwork: z.tuple([nameSchema]),
  restoreNetwork: z.tuple([z.int().positive()]),
  zooListing: z.tuple([modelNameSchema, layerChoicesSchema, z.tuple([sizeSchema, sizeSchema, sizeSchema]), z.int().min(1).max(100_000)]),
}

export interface OwnNetworksResults {
  /** The newest revision of every own network, those saved last first. */
  ownNetworks: readonly NetworkSummary[]
  /** Saves a listing under its name, as a new revision; where the newest one is the same, none is added. */
  saveNetwork: NetworkSummary
  /** A revision with its layers; second argument null: the newest one. */
  ownNetwork: NetworkRevision
  /** Every revision of a network, the newest first. */
  networkHistory: readonly NetworkSummary[]
  /** Gives a network, with its history, another name. */
  renameNetwork: NetworkSummary
  /** Removes a network with its history. Runs of it keep their own copy of its layers. */
  removeNetwork: RemovedNetwork
  /** Puts a removed network back, with its history. */
  restoreNetwork: NetworkSummary
  /** The layers of a network of the zoo, with what is chosen of them, for images of a shape (channels, height, width) and a number of classes. */
  zooListing: NetworkListing
}
