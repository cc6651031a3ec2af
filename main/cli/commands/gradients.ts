// `cnn-lab gradients`: loss and gradients of an ONNX file's network on one batch, to compare with those of other frameworks.
import { formatCounted } from '@common/words/plain-format'
import { resolve } from 'node:path'
import { phrase } from '@language/phrase'
import { deviceChoiceSchema } from '@contract/devices/devices'
import { choiceOf } from '../flags/choice'
import { outFile } from '../flags/out-file'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'

export interface GradientFlags {
  readonly model: string
  readonly batch: string
  readonly out: string
  readonly output?: string
  readonly device?: string
  readonly json?: boolean
}

/** Writes the gradients and prints the mean cross-entropy; `--json`: as one object. */
export async function printGradients({ model, batch, out, output, device = 'auto', json }: GradientFlags, context: CommandContext): Promise<void> {
  const choice = choiceOf(device, deviceChoiceSchema.options, '--device')
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const summary = await lab.models.gradients({ model: resolve(model), batch: resolve(batch), out: path, output: output ?? null }, choice)
    say(context.stderr, ...summary.notes)
    if (json) sayJson(context.stdout, { loss: summary.loss, images: summary.images, parameters: summary.parameters, out: path })
    else say(context.stdout, phrase('loss {loss}', { loss: summary.loss }), phrase('Gradients of {parameters}: {out}', { parameters: formatCounted(summary.parameters.length, 'parameter'), out }))
  })
}
