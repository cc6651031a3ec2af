// The file that `--spec` names: a run's settings as JSON.
import { broughtForward } from '@contract/training/migrate-spec'
import { runSpecSchema, type RunSpec } from '@contract/training/run-spec'
import { readFileSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { specFaults } from '@common/words/spec-faults'
import { UsageError } from './usage-error'

/** Where the user finds examples of such a file. */
const pattern = '`cnn-lab presets --json` shows the settings of every preset as its `spec`.'

/** @throws UsageError that says what is wrong with the file, and where */
export function specFromFile(path: string): RunSpec {
  const value = broughtForward(jsonOf(path, textOf(path)))
  const parsed = runSpecSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new UsageError(`--spec ${path} does not hold the settings of a run: ${specFaults(value)} ${pattern}`)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--spec ${path} cannot be read: ${fileTrouble(error)}. Check its name and folder.`)
  }
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--spec ${path} is not valid JSON. ${pattern}`)
  }
}
