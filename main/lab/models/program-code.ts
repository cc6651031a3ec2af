// The network of a spec, or the whole run, as a program of PyTorch, Keras, Flax or Gluon.
import { programCode, type CodeRequest } from '@common/code/code'
import { unwrittenLayer } from '@common/code/unwritten-layers'
import { phrase } from '@language/phrase'
import type { CodeOptions } from '@contract/api/models-api'
import type { DatasetInfo } from '@contract/data/datasets'
import { networkInfo } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { networkToWrite } from '../../networks/export/network-to-write'
import { listedNetwork } from '../../networks/listed-network'

/**
 * The text of the program. A list of layers without a run is written for the images and classes that it is made for.
 * @param options `isModule`: of a whole run, see `CodeRequest`
 * @throws LabError `code/no-layers` of a network from a file, `code/no-layer` where frameworks lack a layer, `network/...` where
 * the layers do not fit
 */
export function codeOf(spec: RunSpec, { framework, wholeRun, run, isModule }: CodeOptions & Pick<CodeRequest, 'isModule'>, dataset: DatasetInfo): string {
  const { network, preprocessing } = spec
  const { title, programTitle } = networkInfo(network)
  if (network.kind === 'file') {
    throw new LabError(
      'code/no-layers',
      phrase('{title} is an ONNX file, which is no list of layers that could be written as a program.', { title }),
      phrase('Write its layers as a list in a JSON file, or let another program read the ONNX file itself.'),
    )
  }
  const isByItself = network.kind === 'layers' && !wholeRun && run === null
  const input = isByItself ? network.listing.input : [dataset.channels, preprocessing.height, preprocessing.width]
  const built = listedNetwork(network, [1, ...input], isByItself ? null : dataset.classes.length)
  const written = networkToWrite(built, programTitle, network)
  const lacking = unwrittenLayer(written.layers)
  if (lacking !== null) {
    throw new LabError('code/no-layer', phrase('{title} has the layer {layer}, which PyTorch, Keras, Flax and Gluon lack.', { title, layer: lacking }), phrase('Export the network as an ONNX file, which any ONNX Runtime computes.'))
  }
  return programCode({ framework, network: written, run: wholeRun ? { spec, dataset } : null, trained: run, ...(isModule !== undefined && { isModule }) })
}
