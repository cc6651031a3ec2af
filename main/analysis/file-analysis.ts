// The analysis of an ONNX file's network, for a given batch and image size.
import { basename } from 'node:path'
import { phrase } from '@language/phrase'
import { plainAnalysis, type NetworkAnalysis } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import { ownImageSize } from '../networks/from-file/image-layout'
import { networkFromModel } from '../networks/from-file/network-from-model'
import { readNetworkFile } from '../networks/from-file/read-network-file'
import { DYNAMIC, type Shape } from '../onnx/tensor'
import { analyzeNetwork } from './network-analysis'

/**
 * @param input channels, height, width of the images; null: as the file says
 * @throws LabError `onnx/...` where the file cannot be read or taken, or the size does not fit
 */
export async function analyzeFile(path: string, input: Shape | null, batchSize: number, settings = plainAnalysis): Promise<NetworkAnalysis> {
  const name = basename(path)
  const model = await readNetworkFile(path)
  const shape = [batchSize, ...(input ?? ownImageSize(model))]
  if (shape.includes(DYNAMIC)) {
    throw new LabError('onnx/open-size', phrase('{name} leaves the size of its images open.', { name }), phrase('Give it with --input, e.g. --input 1x224x224.'))
  }
  return analyzeNetwork(networkFromModel(model, name, shape).network, settings)
}
