// The unpacked copy in the home: made once, read in place of the packed file, and made anew where it is damaged.
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { idxBytes } from './testing/idx-bytes'
import { readThroughCopy } from './unpacked-copy'

const content = idxBytes([2, 2, 3], Uint8Array.from({ length: 12 }, (_, index) => index))
const expected = { rank: 3, sha256: createHash('sha256').update(content).digest('hex') }

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

it('is made at the first reading, spares the packed file from then on, and is checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-unpacked-'))
  folders.push(folder)
  const packed = join(folder, 'images-idx3-ubyte.gz')
  const sets = join(folder, 'sets')
  const copy = join(sets, '.unpacked', 'images-idx3-ubyte')
  await writeFile(packed, gzipSync(content))
  const read = await readThroughCopy(packed, expected, sets)
  expect(read).toMatchObject({ path: packed, shape: [2, 2, 3] })
  await expect.poll(() => readFile(copy).catch(() => null)).toEqual(content)

  await rm(packed)
  expect((await readThroughCopy(packed, expected, sets)).values).toEqual(read.values)
  await writeFile(copy, idxBytes([2, 2, 3], new Uint8Array(12)))
  await expect(readThroughCopy(packed, expected, sets)).rejects.toMatchObject({ code: 'dataset/missing' })

  await writeFile(packed, gzipSync(content))
  expect((await readThroughCopy(packed, expected, sets)).values).toEqual(read.values)
  await expect.poll(() => readFile(copy)).toEqual(content)
})
