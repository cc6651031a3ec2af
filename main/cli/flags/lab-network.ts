// A network that `--model` names and the lab has to open: an ONNX file, one of which it keeps a copy, or an own network.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { networkFileOf, trainingSize, type ImportedNetwork } from '@contract/models/imported-network'
import { networkFileSchema } from '@contract/models/networks'
import { networkFileKind } from '@contract/models/network-file'
import { networkKey } from '@contract/models/own-network'
import { modelNames, modelNameSchema } from '@contract/models/zoo'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Lab } from '../../lab/lab'
import { didYouMean } from '@common/words/suggestion'
import { choiceOf } from './choice'
import { UsageError } from './usage-error'
import { namesListing } from './listing-file'
import { unknownName, type GivenNetwork } from './spec-from-flags'

export interface LabNetworkFlags {
  readonly model?: string
  readonly weights?: string
  readonly output?: string
}

export const namesFile = ({ model }: LabNetworkFlags): boolean => model !== undefined && networkFileKind(model) === 'onnx'

/** Whether `--model` names none of the zoo and no list of layers, so that the lab must be asked. */
export const asksLab = ({ model }: LabNetworkFlags): boolean => model !== undefined && !namesListing(model) && !modelNameSchema.safeParse(model).success

/** @throws UsageError where there is no such network, LabError `file/...`, `onnx/...` */
export async function networkOfLab(lab: Lab, { model = '', weights = 'keep', output }: LabNetworkFlags): Promise<GivenNetwork> {
  if (!namesFile({ model })) return { listing: (await lab.ownNetworks.ownNetwork(await ownName(lab, model), null)).listing }
  const chosen = choiceOf(weights, networkFileSchema.shape.weights.options, '--weights')
  const network = (await keptFile(lab, model)) ?? (await lab.networkFiles.importNetwork(resolve(model)))
  const { outputs, notes } = network
  if (output !== undefined && outputs.length > 0 && !outputs.includes(output)) throw new UsageError(phrase('{network} has no output {output}.{didYouMean} Outputs: {outputs}.', { network: network.name, output, didYouMean: didYouMean(output, outputs), outputs: enumeration(outputs) }))
  return { file: networkFileOf(network, chosen, output), size: trainingSize(network), notes: output === undefined || output === network.output ? notes : [] }
}

/** The kept copy of a file that is no longer where it was; null where the file is there, or there is no copy. */
async function keptFile(lab: Lab, model: string): Promise<ImportedNetwork | null> {
  if (existsSync(model)) return null
  return (await lab.networkFiles.importedNetworks()).find(({ name }) => name === model) ?? null
}

/** The name by which sweeps call the network that a text names: one of the zoo, an own one, or an ONNX file, of which the lab keeps a copy. @throws UsageError, LabError as {@link networkOfLab} */
export async function networkName(lab: Lab, text: string): Promise<string> {
  const zoo = modelNameSchema.safeParse(text)
  if (zoo.success) return zoo.data
  const network = await networkOfLab(lab, { model: text })
  return 'file' in network ? network.file.name : network.listing.name
}

/** The name of the own network that a text names. @throws UsageError that says which was probably meant */
export async function ownName(lab: Lab, text: string): Promise<string> {
  const names = (await lab.ownNetworks.ownNetworks()).map(({ name }) => name)
  const found = names.find((name) => networkKey(name) === networkKey(text))
  if (found === undefined) throw unknownName('network', text, [...modelNames, ...names])
  return found
}
