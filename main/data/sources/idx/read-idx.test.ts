// Checks that IDX files are read as they were written, plain and packed, and that each kind of damage gives its own error.
import { LabError } from '@contract/problem'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillWords } from '@common/randomness/philox'
import { readIdx, readIdxStart } from './read-idx'
import { idxBytes } from './testing/idx-bytes'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-idx-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(content: Uint8Array): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}

/** The code of the error that reading throws; checks that its message names the file and that it has a remedy. */
async function refusal(path: string, rank = 3, sha256?: string): Promise<string> {
  const error = await readIdx(path, { rank, ...(sha256 !== undefined && { sha256 }) }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof LabError)) throw new Error(`expected a LabError, got ${String(error)}`)
  expect(error.message).toContain(path)
  expect(error.remedy).not.toBe('')
  return error.code
}

const images = idxBytes([3, 4, 5], Uint8Array.from({ length: 60 }, (_, i) => i * 4))
const packed = gzipSync(images)
const both = [
  { form: 'plain', bytes: images },
  { form: 'packed', bytes: packed },
]

const anyArray = fc
  .array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1)
    return fc.record({ shape: fc.constant(shape), values: fc.uint8Array({ minLength: length, maxLength: length }) })
  })

describe('readIdx', () => {
  it('reads back what was written, whatever the name says', async () => {
    await fc.assert(
      fc.asyncProperty(anyArray, fc.boolean(), async ({ shape, values }, pack) => {
        const bytes = idxBytes(shape, values)
        const path = await written(pack ? gzipSync(bytes) : bytes)
        expect(await readIdx(path, { rank: shape.length })).toEqual({ path, shape, values })
      }),
    )
  })

  it('reads a packed file that is longer than the piece looked at first', async () => {
    const noise = new Uint32Array(10_000)
    fillWords(noise, [0, 0], [0, 0, 0, 0])
    const values = new Uint8Array(noise.buffer)
    const bytes = gzipSync(idxBytes([100, 20, 20], values))
    expect(bytes.length).toBeGreaterThan(4096)
    expect((await readIdx(await written(bytes), { rank: 3 })).values).toEqual(values)
  })

  it('reads a file packed in several gzip members', async () => {
    const path = await written(Buffer.concat([gzipSync(images.subarray(0, 30)), gzipSync(images.subarray(30))]))
    expect(await readIdx(path, { rank: 3 })).toEqual(await readIdx(await written(images), { rank: 3 }))
  })

  it.each(both)('refuses a $form file cut short anywhere', async ({ bytes }) => {
    for (let length = 0; length < bytes.length; length++) {
      expect(await refusal(await written(bytes.subarray(0, length))), `${length} bytes`).toBe('dataset/truncated')
    }
  })

  it.each(both)('refuses bytes after the end of a $form file', async ({ bytes }) => {
    expect(await refusal(await written(Buffer.concat([bytes, Buffer.from([0])])))).toBe('dataset/oversized')
  })

  it.each([59, 61])('refuses a packed file that holds %d bytes for 60 pixels', async (length) => {
    const path = await written(gzipSync(idxBytes([3, 4, 5], new Uint8Array(length))))
    expect(await refusal(path)).toBe(length < 60 ? 'dataset/truncated' : 'dataset/oversized')
  })

  it('refuses a packed file far larger than announced', async () => {
    const bomb = gzipSync(idxBytes([3, 4, 5], new Uint8Array(20_000_000)))
    expect(await refusal(await written(bomb))).toBe('dataset/oversized')
  })

  it('never crashes on a damaged file: it gives the array or an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...both), fc.nat(), fc.integer({ min: 1, max: 255 }), async ({ bytes }, place, change) => {
        const damaged = Buffer.from(bytes)
        const at = place % damaged.length
        damaged[at] = (damaged[at] ?? 0) ^ change
        const outcome = await readIdx(await written(damaged), { rank: 3 }).catch((error: unknown) => error)
        if (!(outcome instanceof LabError)) expect(outcome).toMatchObject({ shape: [3, 4, 5] })
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a missing file', async () => {
    expect(await refusal(join(folder, 'nowhere'))).toBe('dataset/missing')
  })

  it('refuses a folder', async () => {
    expect(await refusal(folder)).toBe('dataset/unreadable')
  })

  it('refuses what is not IDX', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    expect(await refusal(await written(png))).toBe('dataset/wrong-magic')
    expect(await refusal(await written(gzipSync(png)))).toBe('dataset/wrong-magic')
    expect(await refusal(await written(idxBytes([1], new Uint8Array(1), 0x0a)), 1)).toBe('dataset/wrong-magic')
  })

  it.each([0x09, 0x0b, 0x0c, 0x0d, 0x0e])('refuses element type %i', async (elementType) => {
    expect(await refusal(await written(idxBytes([8], new Uint8Array(64), elementType)), 1)).toBe('dataset/unsupported-type')
  })

  it('refuses labels where images are expected', async () => {
    expect(await refusal(await written(idxBytes([8], new Uint8Array(8))))).toBe('dataset/wrong-shape')
  })

  it('refuses to make room for what a lying header announces', async () => {
    const lie = idxBytes([0xffff_ffff, 0xffff_ffff, 0xffff_ffff], new Uint8Array(8))
    expect(await refusal(await written(lie))).toBe('dataset/too-large')
    expect(await refusal(await written(gzipSync(lie)))).toBe('dataset/too-large')
    const smallerLie = idxBytes([1000, 1000, 2000], new Uint8Array(8))
    const before = process.memoryUsage().arrayBuffers
    expect(await refusal(await written(smallerLie))).toBe('dataset/truncated')
    expect(await refusal(await written(gzipSync(smallerLie)))).toBe('dataset/truncated')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  it('refuses a damaged gzip stream', async () => {
    const damaged = Buffer.from(packed)
    damaged[10] = 0xff // sets the type of the first deflate block to 3, which is invalid
    expect(await refusal(await written(damaged))).toBe('dataset/corrupt-gzip')
    const wrongCrc = Buffer.from(packed)
    wrongCrc.writeUInt32LE(0, packed.length - 8)
    expect(await refusal(await written(wrongCrc))).toBe('dataset/corrupt-gzip')
  })

  it('checks the SHA-256 of the unpacked file where it is known', async () => {
    const sha256 = createHash('sha256').update(images).digest('hex')
    expect((await readIdx(await written(packed), { rank: 3, sha256 })).shape).toEqual([3, 4, 5])
    const other = Buffer.from(images)
    other[20] = 99
    expect(await refusal(await written(gzipSync(other)), 3, sha256)).toBe('dataset/checksum-mismatch')
  })
})

describe('readIdxStart', () => {
  it.each(both)('reads the first entries of a $form file', async ({ bytes }) => {
    const path = await written(bytes)
    const { values } = await readIdx(path, { rank: 3 })
    expect(await readIdxStart(path, { rank: 3 }, 2)).toEqual({ path, shape: [2, 4, 5], values: values.slice(0, 40) })
    expect(await readIdxStart(path, { rank: 3 }, 9)).toEqual({ path, shape: [3, 4, 5], values })
  })

  it.each(both)('refuses a $form file that ends before them', async ({ bytes }) => {
    const path = await written(bytes.subarray(0, Math.floor(0.8 * bytes.length)))
    await expect(readIdxStart(path, { rank: 3 }, 3)).rejects.toMatchObject({ code: 'dataset/truncated' })
  })

  it('refuses a file that is damaged there', async () => {
    const noise = new Uint32Array(50_000)
    fillWords(noise, [1, 2], [0, 0, 0, 0])
    const damaged = gzipSync(idxBytes([20, 100, 100], new Uint8Array(noise.buffer)))
    damaged.fill(0xff, 20_000)
    await expect(readIdxStart(await written(damaged), { rank: 3 }, 20)).rejects.toMatchObject({ code: 'dataset/corrupt-gzip' })
  })
})
