// `cnn-lab export`: writes a run's network, as its last checkpoint or that of an epoch has it, one of the zoo, a list of layers or a file's, as a standard ONNX file or its state as safetensors.
import { bestEpoch } from '@common/conclusions/verdict'
import { formatBytes } from '@common/words/plain-format'
import { LabError } from '@contract/problem'
import { runSettings } from '@contract/training/settings/run-settings'
import type { Lab } from '../../lab/lab'
import { countOf } from '../flags/count-flag'
import { namesFile, networkOfFile } from '../flags/network-file'
import { outFile } from '../flags/out-file'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, withLab, type CommandContext } from '../terminal/command-context'
import { UsageError } from '../flags/usage-error'

export interface ExportFlags extends SpecFlags {
  readonly epoch?: string
  readonly out: string
}

/** Writes the file, and says on standard error where it lies. */
export async function exportNetwork(run: string | undefined, { out, epoch, ...flags }: ExportFlags, context: CommandContext): Promise<void> {
  if ((run === undefined) === (flags.model === undefined)) throw new UsageError('Name either a run or a network with --model.')
  if (epoch !== undefined && run === undefined) throw new UsageError('--epoch means something only for a run.')
  const wanted = epoch === undefined || epoch === 'best' ? epoch : countOf(epoch, '--epoch', runSettings.epochs.max)
  const ofZoo = namesFile(flags) ? null : specFromFlags(flags)
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const initial = async (): Promise<number> => lab.models.exportSpec(ofZoo ?? specFromFlags(flags, await networkOfFile(lab, flags)), path)
    const size = run === undefined ? await initial() : await exportRun(lab, run, wanted, path)
    say(context.stderr, `${out.endsWith('.safetensors') ? 'Parameters' : 'Network'}: ${out} (${formatBytes(size)})`)
  })
}

/** Writes a run's network as an epoch left it; undefined: as its last checkpoint has it. Answers with the file's size in bytes. */
async function exportRun(lab: Lab, id: string, epoch: number | 'best' | undefined, path: string): Promise<number> {
  if (epoch === undefined) return lab.models.exportRun(id, path)
  if (epoch !== 'best') return lab.models.exportEpoch(id, epoch, path)
  const best = bestEpoch((await lab.runs.run(id)).run)
  if (!best) throw new LabError('run/no-checkpoint', `Run ${id} has not ended an epoch yet.`)
  return lab.models.exportEpoch(id, best.epoch, path)
}
