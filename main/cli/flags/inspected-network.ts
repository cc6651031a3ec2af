// The network that `predict` and `inspect` ask: that of a run at a checkpoint, or that of `--model` before any training.
import { withCommas } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import { networkInfo } from '@contract/models/networks'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import type { Lab } from '../../lab/lab'
import { checkpointOf } from './checkpoint-flag'
import { asksLab, networkOfLab } from './lab-network'
import { specFromFlags, type SpecFlags } from './spec-from-flags'
import { UsageError } from './usage-error'

export interface NetworkFlags extends SpecFlags {
  readonly epoch: string
}

export interface NamedNetwork {
  readonly network: InspectedNetwork
  readonly spec: RunSpec
  readonly dataset: DatasetInfo
  /** Which network it is, in words: `lenet-relu-3, last checkpoint`. */
  readonly words: string
}

/** Refuses what cannot be meant, before the lab is opened. @throws UsageError */
export function assertOneNetwork(run: string | undefined, { model, epoch }: NetworkFlags): void {
  if ((run === undefined) === (model === undefined)) throw new UsageError(phrase('Name either a run or a network with --model.'))
  const checkpoint = checkpointOf(epoch)
  if (run === undefined && checkpoint !== 'last') throw new UsageError(phrase('--epoch means something only for a run.'))
}

/** @throws UsageError, LabError `run/unknown`, `file/...`, `onnx/...` */
export async function namedNetwork(lab: Lab, run: string | undefined, { epoch, ...flags }: NetworkFlags): Promise<NamedNetwork> {
  if (run === undefined) {
    const spec = specFromFlags(flags, asksLab(flags) ? await networkOfLab(lab, flags) : null)
    const dataset = datasetInfo(spec.dataset.id)
    return { network: { of: 'spec', spec }, spec, dataset, words: withCommas([networkInfo(spec.network).title, await weightsWords(lab, spec, dataset.classes.length)]) }
  }
  const { id, spec } = await lab.runs.record(run)
  const checkpoint = checkpointOf(epoch)
  const words = typeof checkpoint === 'number' ? phrase('epoch {epoch}', { epoch: checkpoint }) : checkpoint === 'best' ? phrase('best checkpoint') : phrase('last checkpoint')
  return { network: { of: 'run', runId: id, checkpoint }, spec, dataset: datasetInfo(spec.dataset.id), words: [id, words].join(phrase(', ')) }
}

/** Which weights a network has that no run has trained. @param wanted classes of the data set */
async function weightsWords(lab: Lab, { network }: RunSpec, wanted: number): Promise<string> {
  if (network.kind !== 'file' || network.file.weights === 'redraw') return phrase('weights before training')
  const { sha256 } = network.file
  const classes = (await lab.networkFiles.importedNetworks()).find((file) => file.sha256 === sha256)?.classes ?? wanted
  return classes === wanted ? phrase("the file's weights") : phrase("the file's weights but a last layer for {wanted} classes in place of {classes}, drawn at random", { wanted, classes })
}
