// Checks that bytes are read in order however they come in pieces, and that faults of files are told.
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { refusalOf } from '../testing/read-source'
import { ByteReader, type BytePieces } from './byte-reader'
import { fileRun, type ByteRun } from './byte-run'

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) % 256)

function piecesOf(bytes: Uint8Array, size: number, jumps: boolean): BytePieces {
  const memory = new Uint8Array(size) // the same for all pieces, as that of files
  let at = 0
  return {
    next: () => {
      if (at >= bytes.length) return Promise.resolve(null)
      const piece = bytes.subarray(at, at + size)
      at += piece.length
      memory.set(piece)
      return Promise.resolve(memory.subarray(0, piece.length))
    },
    ...(jumps && {
      jump: (length: number) => {
        at += length
      },
    }),
    close: () => Promise.resolve(),
  }
}

const steps = fc.array(fc.record({ skips: fc.boolean(), length: fc.integer({ min: 0, max: 40 }) }), { maxLength: 12 })

describe('ByteReader', () => {
  it('gives the bytes of each place whatever the sizes of pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.boolean(), steps, async (size, jumps, walk) => {
        const bytes = bytesOf(500)
        const reader = new ByteReader('some bytes', piecesOf(bytes, size, jumps))
        let at = 0
        for (const { skips, length } of walk) {
          if (skips) await reader.skip(length)
          else expect([...(await reader.read(length))]).toEqual([...bytes.subarray(at, at + length)])
          at += length
          expect(reader.position).toBe(at)
        }
      }),
    )
  })

  it.each([true, false])('tells an end that comes too early, with jumps %s', async (jumps) => {
    const read = new ByteReader('some bytes', piecesOf(bytesOf(100), 30, jumps))
    expect((await refusalOf(read.read(101))).code).toBe('import/truncated')
    const skipped = new ByteReader('some bytes', piecesOf(bytesOf(100), 30, jumps))
    await skipped.skip(100)
    expect(await skipped.isAtEnd()).toBe(true)
    expect((await refusalOf(new ByteReader('some bytes', piecesOf(bytesOf(100), 30, jumps)).skip(101))).message).toContain('some bytes')
  })

  it('takes no memory for bytes that are announced, but not there', async () => {
    const reader = new ByteReader('some bytes', piecesOf(bytesOf(100), 30, false))
    expect(await reader.readUpTo(2 ** 50)).toHaveLength(100)
  })

  it('reads lines, over several pieces too', async () => {
    const reader = new ByteReader('some bytes', piecesOf(Buffer.from('a\nlonger line\n\nrest'), 4, false))
    const line = async (): Promise<string | null> => {
      const bytes = await reader.readThrough(0x0a, 100)
      return bytes && Buffer.from(bytes).toString()
    }
    expect([await line(), await line(), await line(), await line()]).toEqual(['a\n', 'longer line\n', '\n', null])
    expect(await new ByteReader('some bytes', piecesOf(Buffer.from('0123456789\n'), 4, false)).readThrough(0x0a, 8)).toBeNull()
  })
})

describe('fileRun', () => {
  const bytes = bytesOf(700_000) // several pieces
  const written = (content: Uint8Array): string => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, content)
    return path
  }

  const readerOf = (run: ByteRun, signal?: AbortSignal): ByteReader => {
    const reader = run.read(signal)
    onTestFinished(() => reader.close())
    return reader
  }

  it('reads a file and what a packed one unpacks to, as often as wanted', async () => {
    for (const path of [written(bytes), written(gzipSync(bytes))]) {
      const run = await fileRun(path)
      for (let time = 0; time < 2; time++) {
        const reader = readerOf(run)
        await reader.skip(300_001)
        expect(Buffer.from(await reader.read(399_999)).equals(bytes.subarray(300_001))).toBe(true)
        expect(await reader.isAtEnd()).toBe(true)
      }
    }
  })

  it('tells a packed file that is cut short or damaged', async () => {
    const packed = gzipSync(bytes)
    const cut = readerOf(await fileRun(written(packed.subarray(0, packed.length - 100))))
    expect(await refusalOf(cut.read(bytes.length))).toMatchObject({ code: 'import/truncated', message: expect.stringContaining('gzip') as string })
    const wrong = Buffer.from(packed)
    wrong[packed.length - 6] = (wrong[packed.length - 6] ?? 0) ^ 1 // its checksum
    const reader = readerOf(await fileRun(written(wrong)))
    expect((await refusalOf(reader.skip(bytes.length).then(() => reader.finish()))).code).toBe('import/damaged')
  })

  it('tells a file that changes while it is read, or was exchanged since', async () => {
    const path = written(bytes)
    const run = await fileRun(path)
    const reader = readerOf(run)
    await reader.read(10)
    appendFileSync(path, 'more')
    expect((await refusalOf(reader.read(600_000))).code).toBe('import/changed')
    expect((await refusalOf(readerOf(run).read(1))).code).toBe('import/changed')
  })

  it('refuses what is no file', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'inner'))
    expect(await refusalOf(fileRun(join(folder, 'nowhere')))).toMatchObject({ code: 'import/unreadable', message: expect.stringContaining('no such file') as string })
    expect((await refusalOf(fileRun(join(folder, 'inner')))).message).toContain('inner')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect((await refusalOf(fileRun(join(folder, 'pipe')))).message).toContain('a pipe, not a file')
  })

  it('ends where it is told to', async () => {
    const controller = new AbortController()
    for (const path of [written(bytes), written(gzipSync(bytes))]) {
      const reader = readerOf(await fileRun(path), controller.signal)
      controller.abort()
      await expect(reader.read(bytes.length)).rejects.toMatchObject({ name: 'AbortError' })
    }
  })
})
