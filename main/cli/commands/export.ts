// `cnn-lab export`: writes a run's network, as its last checkpoint or that of an epoch has it, one of the zoo, a list of layers or a file's, as a standard ONNX file, its state as safetensors, or its layers as a list.
import { bestEpoch } from '@common/conclusions/verdict'
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { runSettings } from '@contract/training/settings/run-settings'
import { datasetInfo } from '../../data/catalogue'
import type { Lab } from '../../lab/lab'
import { countOf } from '../flags/count-flag'
import { asksLab, networkOfLab } from '../flags/lab-network'
import { namesListing } from '../flags/listing-file'
import { outFile } from '../flags/out-file'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, withLab, type CommandContext } from '../terminal/command-context'
import { UsageError } from '../flags/usage-error'

export interface ExportFlags extends SpecFlags {
  readonly epoch?: string
  readonly out?: string
  readonly output?: string
}

/** Writes the file, and says on standard error where it lies. */
export async function exportNetwork(runs: readonly string[], { out, epoch, ...flags }: ExportFlags, context: CommandContext): Promise<void> {
  const [run, ...others] = runs
  if (out === undefined) throw new UsageError(phrase('Name the file to write with --out, or what to write of runs with --tensorboard, --csv, --curves or --json.'))
  if (others.length > 0) throw new UsageError(phrase('--out takes the network of one run.'))
  if ((run === undefined) === (flags.model === undefined)) throw new UsageError(phrase('Name either a run or a network with --model.'))
  if (epoch !== undefined && run === undefined) throw new UsageError(phrase('--epoch means something only for a run.'))
  const wanted = epoch === undefined || epoch === 'best' ? epoch : countOf(epoch, '--epoch', runSettings.epochs.max)
  const known = run !== undefined || asksLab(flags) ? null : specFromFlags(flags)
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const spec = run === undefined ? (known ?? specFromFlags(flags, await networkOfLab(lab, flags))) : (await lab.runs.run(run)).run.spec
    const listing = namesListing(out) || (run === undefined && spec.network.kind === 'layers') ? await listingOf(lab, spec) : null
    const size = listing ? await lab.networkFiles.write(listing, path) : run === undefined ? await lab.models.exportSpec(spec, path) : await exportRun(lab, run, wanted, path)
    const what = namesListing(out) ? phrase('Layers') : out.endsWith('.safetensors') ? phrase('Parameters § in a file') : phrase('Network')
    say(context.stderr, phrase('{what}: {path} ({size})', { what, path: out, size: formatBytes(size) }))
  })
}

/** The layers of a spec's network as a list. @throws UsageError where they are in an ONNX file */
async function listingOf(lab: Lab, { network, dataset, preprocessing: { height, width } }: RunSpec): Promise<NetworkListing> {
  if (network.kind === 'layers') return network.listing
  if (network.kind === 'file') throw new UsageError(phrase('The layers of {file} are no list; write it as .onnx.', { file: network.file.name }))
  const { model, activation, pooling, tab, dropout } = network
  const { channels, classes } = datasetInfo(dataset.id)
  return lab.ownNetworks.zooListing(model, { activation, pooling, tab, dropout }, [channels, height, width], classes.length)
}

/** Writes a run's network as an epoch left it; undefined: as its last checkpoint has it. Answers with the file's size in bytes. */
async function exportRun(lab: Lab, id: string, epoch: number | 'best' | undefined, path: string): Promise<number> {
  if (epoch === undefined) return lab.models.exportRun(id, path)
  if (epoch !== 'best') return lab.models.exportEpoch(id, epoch, path)
  const best = bestEpoch((await lab.runs.run(id)).run)
  if (!best) throw new LabError('run/no-checkpoint', phrase('Run {id} has not ended an epoch yet.', { id }))
  return lab.models.exportEpoch(id, best.epoch, path)
}
