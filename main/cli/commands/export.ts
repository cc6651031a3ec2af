// `cnn-lab export`: writes a run's network, one of the zoo, a list of layers or a file's, as a standard ONNX file.
import { formatBytes } from '@common/words/plain-format'
import { namesFile, networkOfFile } from '../flags/network-file'
import { outFile } from '../flags/out-file'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, withLab, type CommandContext } from '../terminal/command-context'
import { UsageError } from '../flags/usage-error'

export interface ExportFlags extends SpecFlags {
  readonly out: string
}

/** Writes the file, and says on standard error where it lies. */
export async function exportNetwork(run: string | undefined, { out, ...flags }: ExportFlags, context: CommandContext): Promise<void> {
  if ((run === undefined) === (flags.model === undefined)) throw new UsageError('Name either a run or a network with --model.')
  const ofZoo = namesFile(flags) ? null : specFromFlags(flags)
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const initial = async (): Promise<number> => lab.models.exportSpec(ofZoo ?? specFromFlags(flags, await networkOfFile(lab, flags)), path)
    const size = run === undefined ? await initial() : await lab.models.exportRun(run, path)
    say(context.stderr, `Network: ${out} (${formatBytes(size)})`)
  })
}
