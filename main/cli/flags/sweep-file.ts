// The file that `cnn-lab sweep` is given: a sweep as JSON.
import { readSweep } from '@common/sweeps/sweep-file'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { readFileSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { UsageError } from './usage-error'

/** @throws UsageError that says what is wrong with the file, and where */
export function sweepFromFile(path: string): SweepSpec {
  const { spec, fault } = readSweep(jsonOf(path, textOf(path)))
  if (spec) return spec
  throw new UsageError(`${path} does not hold a sweep: ${fault}`)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${fileTrouble(error)}. Check its name and folder.`)
  }
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${path} is not valid JSON. docs/examples/ has sweeps to begin with.`)
  }
}
