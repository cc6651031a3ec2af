// Archives by Python's zipfile and tarfile give their images; hostile and damaged ones are refused in a sentence, in bounded memory, and nothing is written.
import { defaultImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import fc from 'fast-check'
import { packTar, type TarEntry } from 'modern-tar'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import type { OpenSource } from '../source'
import { zipBytes, type MadeUpEntry } from '../testing/zip-bytes'
import { archiveSource, openArchive } from './archive-source'

const fixture = (name: string): string => join(import.meta.dirname, '../testing/archives', name)

function written(name: string, bytes: Uint8Array): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

const open = (path: string): Promise<OpenSource> => archiveSource.open([path], defaultImportOptions)

/** Names of images with their content as text, or why it cannot be had. */
async function contents(source: OpenSource, wanted?: readonly number[]): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for await (const { index, content } of source.images(wanted)) {
    found[source.nameOf(index)] = content.kind === 'encoded' ? Buffer.from(content.bytes).toString() : content.kind === 'unreadable' ? content.reason : content.kind
  }
  return found
}

async function opened<T>(path: string, work: (source: OpenSource) => Promise<T>): Promise<T> {
  const source = await open(path)
  try {
    return await work(source)
  } finally {
    await source.close()
    await source.close()
  }
}

const longName = `${'ä'.repeat(98)}.png`
const images = { 'set/cat/1.png': 'cat one'.repeat(20), 'set/cat/2.png': 'cat two'.repeat(20), 'set/dog/1.png': 'dog one'.repeat(20), [`set/dog/${longName}`]: 'dog long'.repeat(20) }

describe('archives of Python', () => {
  it.each(['plain.zip', 'zip64.zip', 'unflagged-utf8.zip', 'pax.tar.gz', 'gnu.tar.gz'])('%s gives its images', async (name) => {
    expect(await archiveSource.recognises([fixture(name)])).toBe(true)
    await opened(fixture(name), async (source) => {
      expect(source).toMatchObject({ kind: 'archive', name: name.replace(/\..*/, ''), classes: ['cat', 'dog'], parts: ['all'], labels: Uint16Array.of(0, 0, 1, 1) })
      expect(source.notes).toEqual(['set/readme.txt is no image by its name, and is passed over.'])
      expect(await contents(source)).toEqual(images)
      expect(await contents(source, [1, 3])).toEqual({ 'set/cat/2.png': images['set/cat/2.png'], [`set/dog/${longName}`]: images[`set/dog/${longName}`] })
      expect(await contents(source, [])).toEqual({})
    })
  })

  it('names in code page 437', async () => {
    expect(await opened(fixture('code-page-437.zip'), (source) => contents(source))).toEqual({ 'cat/ä.png': 'a', 'dög/1.png': 'b' })
  })

  it('entries that cannot be unpacked, links and pipes are left out', async () => {
    await opened(fixture('bzip2.zip'), (source) => {
      expect(source.leftOut).toEqual([{ name: 'dog/1.png', reason: 'it is packed by a method that cannot be read (12)' }])
      return Promise.resolve()
    })
    await opened(fixture('links.tar.gz'), async (source) => {
      expect(source.leftOut).toEqual([
        { name: 'set/cat/link.png', reason: 'it is a link' },
        { name: 'set/cat/hard.png', reason: 'it is a link' },
        { name: 'set/cat/pipe.png', reason: 'it is no ordinary file' },
        { name: 'set/empty', reason: 'the folder holds no images' },
      ])
      expect(Object.keys(await contents(source))).toEqual(Object.keys(images))
    })
  })

  it('a plain .tar, whatever it is called', async () => {
    const tar = await packTar([{ header: { name: 'cat/1.png', size: 1 }, body: 'a' }, { header: { name: 'dog/1.png', size: 1 }, body: 'b' }])
    for (const name of ['x.tar', 'no-ending']) {
      const path = written(name, tar)
      expect(await archiveSource.recognises([path])).toBe(true)
      expect(await opened(path, (source) => contents(source))).toEqual({ 'cat/1.png': 'a', 'dog/1.png': 'b' })
    }
  })

  it('some of the images of a .tar, between others that are read past', async () => {
    const entries = Array.from({ length: 200 }, (_, index): TarEntry => ({ header: { name: `${index % 2 === 0 ? 'cat' : 'dog'}/${index}.png`, size: 5000 }, body: new Uint8Array(5000).fill(65 + (index % 26)) }))
    const path = written('many.tar', await packTar(entries))
    await opened(path, async (source) => {
      const wanted = Array.from(source.labels.keys()).filter((index) => index % 7 === 3)
      const found = await contents(source, wanted)
      expect(Object.keys(found).sort()).toEqual(wanted.map((index) => source.nameOf(index)).sort())
      for (const [name, text] of Object.entries(found)) expect(text).toBe(String.fromCharCode(65 + (parseInt(name.slice(4), 10) % 26)).repeat(5000))
    })
  })

  it('words of synsets out of the archive', async () => {
    const files = { 'train/n01440764/1.JPEG': 'a', 'train/n02012849/1.JPEG': 'b', 'words.txt': 'n01440764\ttench\nn02012849\tcrane\n' }
    const tar = await packTar(Object.entries(files).map(([name, body]): TarEntry => ({ header: { name, size: body.length }, body })))
    const zip = zipBytes(Object.entries(files).map(([name, body]) => ({ name, content: Buffer.from(body), isDeflated: true })))
    for (const path of [written('x.tar', tar), written('x.zip', zip)]) {
      await opened(path, ({ classes }) => {
        expect(classes).toEqual(['tench', 'crane'])
        return Promise.resolve()
      })
    }
  })
})

/** A picture of each of two classes, and what is to be tried beside. */
const with2 = (...entries: readonly MadeUpEntry[]): Buffer => zipBytes([{ name: 'cat/1.png', content: Buffer.from('a') }, { name: 'dog/1.png', content: Buffer.from('b') }, ...entries])
const refused = (name: string, bytes: Uint8Array): Promise<unknown> => opened(written(name, bytes), (source) => contents(source)).then(() => 'taken', (error: unknown) => error)

describe('hostile archives', () => {
  it.each(['../evil.png', 'cat/../../evil.png', '/etc/evil.png', '..\\evil.png', 'C:\\evil.png', 'cat/a\0b.png'])('with the name %j are refused', async (name) => {
    const told = { code: 'import/unsafe-archive', message: `x holds an entry that leads out of it: ${JSON.stringify(name)}.` }
    await expect(refused('x.zip', with2({ name }))).resolves.toMatchObject({ ...told, message: told.message.replace('x', 'x.zip') })
    if (name.includes('\0')) return // ends a name in a .tar
    const tar = await packTar([{ header: { name, size: 1 }, body: 'x' }])
    await expect(refused('x.tar', tar)).resolves.toMatchObject({ ...told, message: told.message.replace('x', 'x.tar') })
  })

  it('links, encrypted and too large entries are left out', async () => {
    const entries = [{ name: 'cat/link.png', mode: 0o120777, content: Buffer.from('/etc/passwd') }, { name: 'cat/locked.png', flags: 1 }, { name: 'cat/large.png', isDeflated: true, says: { bytes: 200e6 } }]
    await opened(written('x.zip', with2(...entries)), async (source) => {
      expect(source.leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual(['cat/link.png: it is a link', 'cat/locked.png: it is encrypted', 'cat/large.png: it is too large: 200 MB, more than 128 MB'])
      expect(await contents(source)).toEqual({ 'cat/1.png': 'a', 'dog/1.png': 'b' })
    })
  })

  it('entries that hold more, less, or other bytes than the list says cannot be read', async () => {
    const content = Buffer.alloc(1000, 'x')
    const entries = [
      { name: 'cat/more.png', content, isDeflated: true, says: { bytes: 10 } },
      { name: 'cat/less.png', content, isDeflated: true, says: { bytes: 2000 } },
      { name: 'cat/other.png', content, says: { crc32: 1 } },
      { name: 'cat/astray.png', content, says: { start: 5 } },
    ]
    const damaged = 'it is damaged in the archive'
    expect(await opened(written('x.zip', with2(...entries)), (source) => contents(source))).toEqual({
      ...{ 'cat/1.png': 'a', 'cat/more.png': damaged, 'cat/less.png': damaged, 'cat/other.png': damaged, 'cat/astray.png': damaged, 'dog/1.png': 'b' },
    })
  })

  it('bombs: a .zip and a .tar.gz that grow a thousand times', async () => {
    const zeros = new Uint8Array(8e6)
    const limits = { entries: 100, ratio: 200, bytes: 1e6 }
    const zip = written('x.zip', zipBytes([{ name: 'cat/1.png', content: zeros, isDeflated: true }]))
    await expect(openArchive(zip, undefined, limits)).rejects.toMatchObject({ code: 'import/bomb', message: expect.stringMatching(/^x\.zip unpacks to more than 1\.\d+ MB, far more than images do\.$/) as string })
    const tar = written('x.tar.gz', gzipSync(await packTar([{ header: { name: 'cat/1.png', size: zeros.length }, body: zeros }]), { level: 9 }))
    await expect(openArchive(tar, undefined, limits)).rejects.toMatchObject({ code: 'import/bomb' })
  })

  it('bombs whose entries share their bytes', async () => {
    const content = Buffer.alloc(2000, 'y')
    const shared = Array.from({ length: 50 }, (_, number) => ({ name: `cat/${number}.png`, says: { start: 0, bytes: 2000, packedBytes: 2000 } }))
    await expect(refused('x.zip', zipBytes([{ name: 'cat/x.png', content }, ...shared]))).resolves.toMatchObject({ code: 'import/damaged-archive', message: 'x.zip cannot be read: its entries overlap.' })
  })

  it('ten million entries, as they are announced or one by one', async () => {
    await expect(refused('x.zip', zipBytes([{ name: 'cat/1.png' }], 10_000_000))).resolves.toMatchObject({ code: 'import/too-many-entries', message: 'x.zip holds more than 5,000,000 files and folders.' })
    const limits = { entries: 3, ratio: 200, bytes: 1e9 }
    const tar = await packTar(Array.from({ length: 4 }, (_, number) => ({ header: { name: `cat/${number}.png`, size: 0 } })))
    await expect(openArchive(written('x.tar', tar), undefined, limits)).rejects.toMatchObject({ code: 'import/too-many-entries' })
    const zip = zipBytes(Array.from({ length: 4 }, (_, number) => ({ name: `cat/${number}.png` })))
    await expect(openArchive(written('x.zip', zip), undefined, limits)).rejects.toMatchObject({ code: 'import/too-many-entries' })
  })

  it('a .tar whose header announces gigabytes of further headers', async () => {
    const bytes = gzipSync(Buffer.concat([paxHeader(2e9), Buffer.alloc(20e6, '1')]), { level: 1 })
    await expect(refused('x.tar.gz', bytes)).resolves.toMatchObject({ code: 'import/damaged-archive', message: 'x.tar.gz cannot be read: it is damaged.' })
  })
})

/** A header of further headers of a length. */
function paxHeader(bytes: number): Buffer {
  const block = Buffer.alloc(512)
  block.write('x', 0)
  block.write('0000644\0', 100)
  block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  block.write('x', 156)
  block.write('ustar\u000000', 257, 'latin1')
  block.fill(' ', 148, 156)
  block.write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

describe('damaged archives', () => {
  it.each([
    ['x.zip', 'no zip at all', 'x.zip cannot be read: it is no whole .zip file.'],
    ['x.tar', 'no tar at all', 'x.tar cannot be read: it is cut short.'],
    ['x.tgz', 'no gzip at all', 'x.tgz cannot be read: it is cut short.'],
  ])('%s of other bytes', async (name, text, message) => {
    await expect(refused(name, Buffer.from(text))).resolves.toMatchObject({ code: 'import/damaged-archive', message })
  })

  it('of kinds that cannot be read', async () => {
    const path = written('x.7z', Buffer.from('7z'))
    expect(await archiveSource.recognises([path])).toBe(true)
    await expect(open(path)).rejects.toMatchObject({ code: 'import/unknown-archive', message: 'x.7z is packed in a way that cannot be read; .zip, .tar and .tar.gz can.' })
  })

  it.each(['plain.zip', 'pax.tar.gz'])('%s that is cut short', async (name) => {
    const whole = readFileSync(fixture(name))
    for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 12)) {
      expect(await refused(name, whole.subarray(0, length)), `${length} bytes`).toMatchObject({ code: 'import/damaged-archive' })
    }
  })

  it.each(['plain.zip', 'zip64.zip', 'pax.tar.gz', 'gnu.tar.gz', 'links.tar.gz'])('%s with changed bytes ends in images or a problem in words', async (name) => {
    const whole = readFileSync(fixture(name))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }), async (changes) => {
      const broken = Buffer.from(whole)
      for (const [place, value] of changes) broken[place] = value
      const outcome = await refused(name, broken)
      if (outcome !== 'taken') {
        expect(outcome).toBeInstanceOf(LabError)
        expect((outcome as LabError).code).toMatch(/^import\//)
      }
    }), { numRuns: 12 })
  })

  it('that change while they are read', async () => {
    for (const name of ['plain.zip', 'pax.tar.gz']) {
      const path = written(name, readFileSync(fixture(name)))
      const source = await open(path)
      appendFileSync(path, Buffer.alloc(100))
      await expect(contents(source), name).rejects.toMatchObject({ code: 'import/changed', message: `${name} changed while it was read.` })
      await source.close()
    }
  })
})
