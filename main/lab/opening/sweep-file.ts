// Files with a sweep that the user chose in a dialog: read with bounds, and written as the command line reads them.
import { readSweep } from '@common/sweeps/sweep-file'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { basename } from 'node:path'
import { writeFileWhole } from '../../files/durable-file'
import { readChosenJson } from './chosen-json'

const words = {
  ...{ tooLarge: 'sweep/too-large', unreadable: 'sweep/no-file', noJson: 'sweep/no-json' },
  holds: phrase('a sweep'),
  unreadableRemedy: phrase('Check its name and folder.'),
  noJsonRemedy: phrase('Choose a file that was saved as a sweep.'),
}

/** @throws LabError `sweep/no-file`, `sweep/too-large`, `sweep/no-json`, `sweep/invalid` */
export async function readSweepFile(path: string): Promise<SweepSpec> {
  const name = basename(path)
  const value = await readChosenJson(path, words)
  const { spec, fault } = readSweep(value)
  if (spec) return spec
  throw new LabError('sweep/invalid', phrase('{name} does not hold a sweep: {fault}', { name, fault }), phrase('Correct it, and open it again.'))
}

export function writeSweepFile(path: string, spec: SweepSpec): Promise<void> {
  return writeFileWhole(path, `${JSON.stringify(spec, null, 2)}\n`)
}
