// The file of filters over the epochs: what is written is read to the last bit, and a row that was cut or damaged ends it.
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filterHistoryFile } from '@contract/inspection/filters'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { appendFilters, beginFilterHistory, readFilterHistory, rowBytes } from './filter-history-file'

const first = { layer: 'conv1', shape: [2, 1, 2, 2] } as const
const filters = (epoch: number): Float32Array => Float32Array.from({ length: 8 }, (_, index) => epoch + index / 3)
const nothing = { epochs: [], values: new Float32Array() }

/** A history of the epochs 0, 1 and 2, of which the first was there when the file was begun. */
async function written(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = temporaryFolder()
  await beginFilterHistory(folder, first, { epochs: [0], values: filters(0) })
  for (const epoch of [1, 2]) await appendFilters(folder, epoch, filters(epoch))
  return { folder, path: join(folder, filterHistoryFile) }
}

it('reads what was written, whatever lies before it in memory, and null where there is no file', async () => {
  const { folder } = await written()
  await appendFilters(folder, 5, Float32Array.of(9, ...filters(5)).subarray(1))
  expect(await readFilterHistory(folder)).toEqual({ ...first, epochs: [0, 1, 2, 5], values: Float32Array.of(...filters(0), ...filters(1), ...filters(2), ...filters(5)) })
  expect(await readFilterHistory(temporaryFolder())).toBeNull()
})

it('ends before a row that was cut, wherever that was, and before one that was damaged', async () => {
  const { folder, path } = await written()
  const whole = readFileSync(path)
  for (const missing of [1, 4, rowBytes(first) - 1]) {
    truncateSync(path, whole.length - missing)
    expect((await readFilterHistory(folder))?.epochs).toEqual([0, 1])
  }
  writeFileSync(path, whole.with(whole.length - rowBytes(first) - 1, 77))
  expect((await readFilterHistory(folder))?.epochs).toEqual([0])
  writeFileSync(path, whole)
  appendFileSync(path, whole.subarray(-rowBytes(first))) // the same epoch again
  expect((await readFilterHistory(folder))?.epochs).toEqual([0, 1, 2])
})

it('is none where its first line is not whole', async () => {
  const { folder, path } = await written()
  for (const content of ['', '{"version":1,"layer":"conv1"', '{"version":2}\n', 'no JSON\n']) {
    writeFileSync(path, content)
    expect(await readFilterHistory(folder)).toBeNull()
  }
  await beginFilterHistory(folder, first, nothing)
  expect(await readFilterHistory(folder)).toEqual({ ...first, ...nothing })
})
