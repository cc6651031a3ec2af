// Checks both versions of CIFAR-10 and CIFAR-100, in their archives, in folders and as files.
import fc from 'fast-check'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { memoryRun } from '../bytes/byte-run'
import { tarredFiles } from '../bytes/tarred-files'
import { arrayFile, expectedImages } from '../testing/array-files'
import { anyMutation, mutated, readSource, refusalOf, survives } from '../testing/read-source'
import { cifarClasses } from './cifar-classes'
import { cifarSource } from './cifar-source'

const form = { channels: 3, height: 32, width: 32 }
const archives = ['cifar-10-python', 'cifar-10-binary', 'cifar-100-python', 'cifar-100-binary']
const archive = (name: string): string => arrayFile(`cifar/${name}.tar.gz`)

/** The files of an archive, in a folder named as in it. */
async function unpacked(name: string): Promise<string> {
  const tar = gunzipSync(readFileSync(archive(name)))
  const parent = temporaryFolder()
  for await (const file of tarredFiles(name, memoryRun(name, tar).read())) {
    mkdirSync(join(parent, file.name, '..'), { recursive: true })
    writeFileSync(join(parent, file.name), tar.subarray(file.offset, file.offset + file.bytes))
  }
  return parent
}

const expected = {
  'cifar-10': { classes: [...cifarClasses.only], labels: [0, 1, 2, 3, 9, 1, 0], parts: [0, 0, 0, 0, 0, 1, 1] },
  'cifar-100': { classes: ['apple', 'bear', 'cloud'], labels: [0, 1, 2, 2, 0], parts: [0, 0, 0, 1, 1] },
}

describe('cifarSource', () => {
  it.each(archives)('reads %s from its archive, from a folder and the folder around it, in the order of the batches', async (name) => {
    const { classes, labels, parts } = expected[name.startsWith('cifar-100') ? 'cifar-100' : 'cifar-10']
    const parent = await unpacked(name)
    const folder = join(parent, { 'cifar-10-python': 'cifar-10-batches-py', 'cifar-10-binary': 'cifar-10-batches-bin' }[name] ?? name)
    for (const path of [archive(name), folder, parent]) {
      expect(await cifarSource.recognises([path])).toBe(true)
      const { source, images } = await readSource(cifarSource, [path])
      expect(images).toEqual(expectedImages(labels.length, form))
      expect(source).toMatchObject({ kind: 'cifar', classes, parts: ['train', 'test'], shape: form })
      expect([...source.labels]).toEqual(labels)
      expect([...source.partOf]).toEqual(parts)
    }
  })

  it('reads coarse labels of CIFAR-100', async () => {
    for (const name of ['cifar-100-python', 'cifar-100-binary']) {
      const { source } = await readSource(cifarSource, [archive(name)], { labels: 'coarse' })
      expect(source.classes).toEqual(['food', 'nature'])
      expect([...source.labels]).toEqual([0, 1, 1, 1, 0])
    }
  })

  it('tells what it is, names of images, and which batches are missing', async () => {
    const python = (await readSource(cifarSource, [archive('cifar-10-python')])).source
    expect(python).toMatchObject({ title: 'CIFAR-10, Python version', name: 'CIFAR-10', notes: [expect.stringContaining('3, 4, 5') as string, expect.stringContaining('no images') as string] })
    expect(python.nameOf(4)).toBe('second_1.png')
    const binary = (await readSource(cifarSource, [archive('cifar-100-binary')])).source
    expect(binary).toMatchObject({ title: 'CIFAR-100, binary version', found: { labels: 'fine' } })
    expect(binary.nameOf(4)).toBe('test.bin[1]')
  })

  it('reads single images without the others', async () => {
    const { images } = await readSource(cifarSource, [archive('cifar-10-python')], {}, [1, 4, 5])
    expect(Object.keys(images)).toEqual(['1', '4', '5'])
    expect(images[4]).toEqual(expectedImages(1, form, 4)[0])
  })

  it('takes batches that were chosen, packed ones too, and knows the classes where their list is missing', async () => {
    const folder = join(await unpacked('cifar-10-binary'), 'cifar-10-batches-bin')
    const paths = ['data_batch_1.bin', 'test_batch.bin'].map((name) => join(folder, name))
    expect(await cifarSource.recognises(paths)).toBe(true)
    const { source, images } = await readSource(cifarSource, paths)
    expect(images).toEqual([...expectedImages(3, form), ...expectedImages(2, form, 5)])
    expect(source.classes).toEqual(cifarClasses.only)
    writeFileSync(join(folder, 'test_batch.bin'), gzipSync(readFileSync(join(folder, 'test_batch.bin'))))
    expect((await readSource(cifarSource, paths)).images).toEqual(images)
  })

  it('knows all classes', () => {
    expect([cifarClasses.only, cifarClasses.fine, cifarClasses.coarse].map((classes) => new Set(classes).size)).toEqual([10, 100, 20])
  })

  it('does not recognise other archives and folders', async () => {
    const folder = temporaryFolder()
    for (const name of ['train', 'test']) mkdirSync(join(folder, name))
    expect(await cifarSource.recognises([folder])).toBe(false)
    writeFileSync(join(folder, 'images.tar.gz'), gzipSync(Buffer.alloc(1024)))
    writeFileSync(join(folder, 'broken.tar'), 'no archive')
    expect(await cifarSource.recognises([join(folder, 'images.tar.gz')])).toBe(false)
    expect(await cifarSource.recognises([join(folder, 'broken.tar')])).toBe(false)
  })

  it('refuses labels beyond the classes, batches that end within an image, two versions at once, and pickles of other things', async () => {
    const folder = temporaryFolder()
    const batch = join(folder, 'data_batch_1.bin')
    writeFileSync(batch, Buffer.concat([Buffer.from([13]), Buffer.alloc(3072)]))
    expect(await refusalOf(readSource(cifarSource, [folder]))).toMatchObject({ code: 'import/labels', message: expect.stringContaining('13') as string })
    writeFileSync(batch, Buffer.alloc(4000))
    expect((await refusalOf(readSource(cifarSource, [folder]))).code).toBe('import/truncated')
    writeFileSync(batch, Buffer.alloc(3073))
    writeFileSync(join(folder, 'test_batch'), '}.')
    expect((await refusalOf(readSource(cifarSource, [folder]))).code).toBe('import/damaged')
    writeFileSync(join(folder, 'test_batch'), 'cos\nsystem\n.')
    expect((await refusalOf(readSource(cifarSource, [folder]))).code).toBe('import/pickle-refused')
    writeFileSync(join(folder, 'test_batch'), readFileSync(arrayFile('pickles/python-2.pickle')))
    expect((await refusalOf(readSource(cifarSource, [folder]))).code).toBe('import/several-sets')
    rmSync(batch)
    expect((await readSource(cifarSource, [folder])).source).toMatchObject({ parts: ['test'], classes: cifarClasses.only })
    writeFileSync(join(folder, 'test_batch'), Buffer.from('\x80\x02]q\x00.', 'latin1'))
    expect((await refusalOf(readSource(cifarSource, [folder]))).code).toBe('import/unsupported')
  })

  it('reads a damaged archive, or tells it in an error of ours', async () => {
    const folder = temporaryFolder()
    const packed = archives.map((name) => ({ name: `${name}.tar.gz`, bytes: readFileSync(archive(name)) }))
    const plain = packed.map(({ name, bytes }) => ({ name: basename(name, '.gz'), bytes: gunzipSync(bytes) }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...packed, ...plain), anyMutation, async ({ name, bytes }, mutation) => {
        const path = join(folder, name)
        writeFileSync(path, mutated(bytes, mutation))
        await survives(cifarSource.recognises([path]))
        await survives(readSource(cifarSource, [path]))
      }),
      { numRuns: 60 },
    )
  })
})
