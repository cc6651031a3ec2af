// Files with a sweep that the user chose in a dialog: read with bounds, and written as the command line reads them.
import { readSweep } from '@common/sweeps/sweep-file'
import { LabError } from '@contract/problem'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { basename } from 'node:path'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { openRegular } from '../../files/regular-file'

/** Bytes of the longest file that is read: a sweep of 20 axes with 10,000 values each has a few MB. */
const mostBytes = 16e6

/** @throws LabError `sweep/no-file`, `sweep/too-large`, `sweep/no-json`, `sweep/invalid` */
export async function readSweepFile(path: string): Promise<SweepSpec> {
  const name = basename(path)
  const value = parsed(name, await textOf(path))
  const { spec, fault } = readSweep(value)
  if (spec) return spec
  throw new LabError('sweep/invalid', `${name} does not hold a sweep: ${fault}`, 'Correct it, and open it again.')
}

async function textOf(path: string): Promise<string> {
  try {
    const file = await openRegular(path)
    try {
      const { size } = await file.stat()
      if (size > mostBytes) throw new LabError('sweep/too-large', `${basename(path)} is too large for a sweep.`, `Choose a file of at most ${mostBytes / 1e6} MB.`)
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('sweep/no-file', `${path} cannot be read: ${fileTrouble(error)}.`, 'Check its name and folder.', { cause: error })
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new LabError('sweep/no-json', `${name} is not valid JSON.`, 'Choose a file that was saved as a sweep.', { cause: error })
  }
}

export function writeSweepFile(path: string, spec: SweepSpec): Promise<void> {
  return writeFileWhole(path, `${JSON.stringify(spec, null, 2)}\n`)
}
