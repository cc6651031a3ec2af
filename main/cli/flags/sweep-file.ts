// The file that `cnn-lab sweep` is given: a sweep as JSON.
import { readSweep } from '@common/sweeps/sweep-file'
import { phrase } from '@language/phrase'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { jsonFromFile } from './json-file'
import { UsageError } from './usage-error'

/** Where the user finds examples of such a file. */
const pattern = phrase('docs/examples/ has sweeps to begin with.')

/** @throws UsageError that says what is wrong with the file, and where */
export function sweepFromFile(path: string): SweepSpec {
  const { spec, fault } = readSweep(jsonFromFile(path, path, pattern))
  if (spec) return spec
  throw new UsageError(phrase('{path} does not hold a sweep: {fault}', { path, fault }))
}
