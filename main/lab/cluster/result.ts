// The result of a point: reads it from the shared folder, checked to the last byte, and copies its checkpoints, evaluations, telemetry and filters into the lab's home.
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { ClusterTask } from '@contract/runs/cluster-task'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { makeFolder } from '../../files/make-folder'
import { BrokenSeal, manifestSum, readSealedFolder } from '../../files/sealed-folder'
import { readRegular } from '../../files/regular-file'
import { optionalFiles, pointsFileSchema, resultFactsSchema, resultFiles, resultFolder, runFileSchema, type SweepFolder } from './sweep-folder'

export interface PointResult {
  readonly record: RunRecord
  readonly curves: readonly ProgressPoint[]
  readonly place: ClusterTask
  /** Absolute path of the point's folder. */
  readonly folder: string
  /** Sealed folders in it, by path, with the SHA-256 of their manifests. */
  readonly folders: Readonly<Record<string, string>>
  /** Content of the run's telemetry and filters over the epochs, as far as there are any, by the names of the files. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** @throws LabError `cluster/result` where anything is missing, damaged, or not of this sweep */
export async function readResult(sweep: string, folder: SweepFolder, point: number): Promise<PointResult> {
  const path = folder.resultOf(point)
  return told(point, path, async () => {
    const sealed = resultFolder(path)
    const facts = resultFactsSchema.parse(await readSealedFolder(sealed))
    if (facts.sweep !== sweep || facts.point !== point) throw new BrokenSeal(phrase('it is that of point {point} of {sweep}', { point: facts.point, sweep: facts.sweep }))
    const [record, curves] = await Promise.all([resultFiles.record, resultFiles.curves].map(async (name) => JSON.parse(await readRegular(join(sealed, name), 'utf8')) as unknown))
    const names = optionalFiles.filter((kind) => facts[kind]).map((kind) => resultFiles[kind])
    const files = new Map(await Promise.all(names.map(async (name) => [name, await readRegular(join(sealed, name))] as const)))
    return { record: runFileSchema.parse(record), curves: pointsFileSchema.parse(curves), place: facts.place, folder: path, folders: facts.folders, files }
  })
}

/** Copies the checkpoints, evaluations, telemetry and filters of a result into a new folder, and checks every byte of the copy. @throws LabError `cluster/result`; as `fs` does */
export async function copyFiles(point: number, { folder, folders, files }: PointResult, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true }) // what an earlier attempt left
  await makeFolder(to)
  await told(point, folder, async () => {
    for (const [name, content] of files) await writeFileWhole(join(to, name), content)
    for (const [name, sum] of Object.entries(folders)) {
      await cp(join(folder, name), join(to, name), { recursive: true })
      await readSealedFolder(join(to, name))
      if (manifestSum(join(to, name)) !== sum) throw new BrokenSeal(phrase('its folder {name} is another one', { name }))
    }
  })
}

async function told<T>(point: number, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const why = error instanceof BrokenSeal ? error.message : error instanceof z.ZodError || error instanceof SyntaxError ? phrase('it was written by another version of CNN Lab') : fileTrouble(error)
    throw new LabError('cluster/result', phrase('The result of point {point} in {path} cannot be used: {why}.', { point, path, why }), phrase('Repeat the point.'), { cause: error })
  }
}
