// `cnn-lab export`: writes a run's network, or one of the zoo, as a standard ONNX file.
import { resolve } from 'node:path'
import { modelNames, modelNameSchema } from '@contract/networks'
import { defaultSpec } from '@contract/run-spec'
import { bytes } from '../lab/reports/wording'
import { say, withLab, type Surroundings } from './surroundings'
import { UsageError } from './usage-error'

export interface ExportFlags {
  readonly model?: string
  readonly out: string
}

/** Writes the file, and says on standard error where it lies. */
export async function exportNetwork(run: string | undefined, { model, out }: ExportFlags, surroundings: Surroundings): Promise<void> {
  if ((run === undefined) === (model === undefined)) throw new UsageError('Name either a run or a network with --model.')
  const path = resolve(out)
  const parsed = modelNameSchema.safeParse(model)
  if (model !== undefined && !parsed.success) throw new UsageError(`There is no network ${model}. Networks: ${modelNames.join(', ')}.`)
  await withLab(surroundings, async (lab) => {
    const size = parsed.success ? await lab.exportSpec(defaultSpec(parsed.data), path) : await lab.exportRun(run ?? '', path)
    say(surroundings.stderr, `Network: ${out} (${bytes(size)})`)
  })
}
