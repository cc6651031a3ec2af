// `cnn-lab code`: writes a network, or a whole run, as a program of PyTorch, Keras, Flax or Gluon.
import { phrase } from '@language/phrase'
import { frameworkNames } from '@contract/models/frameworks'
import { writeFileWhole } from '../../files/durable-file'
import { choiceOf } from '../flags/choice'
import { asksLab, networkOfLab } from '../flags/lab-network'
import { outFile } from '../flags/out-file'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { UsageError } from '../flags/usage-error'
import { say, sayExactly, withLab, type CommandContext } from '../terminal/command-context'

export interface CodeFlags extends SpecFlags {
  readonly framework: string
  readonly run?: boolean
  readonly out?: string
}

/** Writes the program to standard output, or to a file. */
export async function writeCode(run: string | undefined, { framework, run: wholeRun = false, out, ...flags }: CodeFlags, context: CommandContext): Promise<void> {
  const isNamed = [flags.model, flags.preset, flags.spec].some((flag) => flag !== undefined)
  if ((run === undefined) !== isNamed) throw new UsageError(phrase('Name either a run, or a network with --model, --preset or --spec.'))
  const options = { framework: choiceOf(framework, frameworkNames, '--framework'), wholeRun }
  const path = out === undefined ? null : outFile(out)
  await withLab(context, async (lab) => {
    const text =
      run === undefined
        ? await lab.models.code(specFromFlags(flags, asksLab(flags) ? await networkOfLab(lab, flags) : null), { ...options, run: null })
        : await lab.models.codeOfRun(run, options)
    if (path === null) sayExactly(context.stdout, text)
    else {
      await writeFileWhole(path, Buffer.from(text))
      say(context.stderr, phrase('Program: {out}', { out: out ?? '' }))
    }
  })
}
