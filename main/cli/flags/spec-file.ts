// The file that `--spec` names: a run's settings as JSON.
import { specFaults } from '@common/words/spec-faults'
import { phrase } from '@language/phrase'
import { broughtForward } from '@contract/training/migrate-spec'
import { runSpecSchema, type RunSpec } from '@contract/training/run-spec'
import { jsonFromFile } from './json-file'
import { UsageError } from './usage-error'

/** Where the user finds examples of such a file. */
const pattern = phrase('`cnn-lab presets --json` shows the settings of every preset as its `spec`.')

/** @throws UsageError that says what is wrong with the file, and where */
export function specFromFile(path: string): RunSpec {
  const value = broughtForward(jsonFromFile(path, `--spec ${path}`, pattern))
  const parsed = runSpecSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new UsageError(phrase('--spec {path} does not hold the settings of a run: {faults} {pattern}', { path, faults: specFaults(value), pattern }))
}
