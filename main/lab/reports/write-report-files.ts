// Writes a report with the files beside it: whole, or not at all.
import { rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { syncFolder, writeFileWhole, writeNewFile } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { exists, makeFolder } from '../../files/make-folder'
import type { ReportFiles } from './report-files'

export interface ReportPlace {
  /** Absolute path of the report. */
  readonly path: string
  /** Name of the folder of the files beside it. */
  readonly folder: string
  /** Whether what is there is replaced. */
  readonly replaces: boolean
}

/** @throws LabError `report/exists` where there is something that is not to be replaced */
export async function assertFree(path: string): Promise<void> {
  if (await exists(path)) throw new LabError('report/exists', phrase('There is a file {path} already.', { path }), phrase('Choose another name, or say that it is to be replaced.'))
}

/** @throws LabError `report/exists`, `report/unwritable` */
export async function writeReportFiles({ content, beside }: ReportFiles, { path, folder, replaces }: ReportPlace): Promise<void> {
  const figures = join(dirname(path), folder)
  if (!replaces && beside.length > 0) await assertFree(figures)
  try {
    const isNew = !(await exists(figures))
    if (beside.length > 0) await replaceFolder(figures, beside.map(({ path: file, bytes }) => ({ name: relative(folder, file), bytes })))
    try {
      await writeFileWhole(path, content)
    } catch (error) {
      if (isNew) await rm(figures, { recursive: true, force: true })
      throw error
    }
  } catch (error) {
    throw new LabError('report/unwritable', phrase('The report {path} cannot be written: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another place.'), { cause: error })
  }
}

interface InnerFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Fills a folder aside, then gives it the name. @throws as `fs` does; leaves nothing half-written */
async function replaceFolder(folder: string, files: readonly InnerFile[]): Promise<void> {
  const temporary = `${folder}.${process.pid}.writing`
  try {
    await makeFolder(temporary)
    for (const { name, bytes } of files) await writeNewFile(join(temporary, name), [bytes])
    await rm(folder, { recursive: true, force: true })
    await rename(temporary, folder)
    await syncFolder(dirname(folder))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
