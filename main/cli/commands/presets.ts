// `cnn-lab presets`: the presets that there are.
import { phrase } from '@language/phrase'
import { presets } from '@contract/training/presets'
import { say, sayJson, type Output } from '../terminal/command-context'
import { table } from '../terminal/table'

/** Prints the presets as a table, or as one JSON object a line. */
export function listPresets(json: boolean, stdout: Output): void {
  if (json) for (const preset of presets) sayJson(stdout, preset)
  else say(stdout, table([{ title: phrase('preset') }, { title: phrase('description') }], presets.map(({ name, description }) => [name, description]), { output: stdout }))
}
