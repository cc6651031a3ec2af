// `cnn-lab export`: writes a run's network, or one of the zoo, as a standard ONNX file.
import { formatBytes } from '@common/words/plain-format'
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
  const spec = specFromFlags(flags)
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const size = run === undefined ? await lab.models.exportSpec(spec, path) : await lab.models.exportRun(run, path)
    say(context.stderr, `Network: ${out} (${formatBytes(size)})`)
  })
}
