// The ONNX file that `--model` may name in the place of a network.
import { trainingSize } from '@contract/models/imported-network'
import { networkFileSchema } from '@contract/models/networks'
import { resolve } from 'node:path'
import type { Lab } from '../../lab/lab'
import { choiceOf } from './choice'
import type { SizedNetwork } from './spec-from-flags'

export interface NetworkFileFlags {
  readonly model?: string
  readonly weights?: string
}

export const namesFile = ({ model }: NetworkFileFlags): boolean => model?.endsWith('.onnx') ?? false

/** Takes the ONNX file that `--model` names into the lab. @throws UsageError, LabError `onnx/...` */
export async function networkOfFile(lab: Lab, { model = '', weights = 'keep' }: NetworkFileFlags): Promise<SizedNetwork> {
  const chosen = choiceOf(weights, networkFileSchema.shape.weights.options, '--weights')
  const network = await lab.networkFiles.importNetwork(resolve(model))
  return { file: { name: network.name, sha256: network.sha256, weights: chosen }, size: trainingSize(network) }
}
