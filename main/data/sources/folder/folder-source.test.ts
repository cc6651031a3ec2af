// Folders of images for each class: layouts, parts, names, what is left out and why. Nothing is decoded, so files hold no images here.
import { defaultImportOptions } from '@contract/data/import-source'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import type { OpenSource } from '../source'
import { folderSource } from './folder-source'

/** A folder of empty files; paths that end in `/` are folders. */
function folderOf(paths: readonly string[], name = 'set'): string {
  const root = join(temporaryFolder(), name)
  mkdirSync(root)
  for (const path of paths) {
    mkdirSync(join(root, path.endsWith('/') ? path : dirname(path)), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(join(root, path), '')
  }
  return root
}

const opened = (root: string): Promise<OpenSource> => folderSource.open([root], defaultImportOptions)
const openedOf = (...paths: readonly string[]): Promise<OpenSource> => opened(folderOf(paths))

/** Each image with its part and class. */
const imagesOf = ({ labels, partOf, parts, classes, nameOf }: OpenSource): readonly string[] =>
  [...labels].map((label, index) => `${parts[partOf[index] ?? 0] ?? ''} ${classes[label] ?? ''}: ${nameOf(index)}`)

describe('layouts', () => {
  it('plain: one folder for each class, images in the order of their names, those in folders within too', async () => {
    const source = await openedOf('dog/b.png', 'dog/a.JPEG', 'cat/2.gif', 'cat/10.webp', 'cat/more/1.tif')
    expect(source.classes).toEqual(['cat', 'dog'])
    expect(source.parts).toEqual(['all'])
    expect(imagesOf(source)).toEqual(['all cat: cat/10.webp', 'all cat: cat/2.gif', 'all cat: cat/more/1.tif', 'all dog: dog/a.JPEG', 'all dog: dog/b.png'])
    expect(source).toMatchObject({ title: 'folders of images', name: 'set', shape: null, leftOut: [], notes: [] })
  })

  it.each([
    ['train', 'val', 'test'],
    ['Training', 'VALIDATION', 'testing'],
    ['train', 'valid', 'test'],
  ])('with parts: %s, %s, %s', async (train, validation, test) => {
    const source = await openedOf(`${test}/cat/1.png`, `${train}/cat/1.png`, `${train}/dog/1.png`, `${validation}/dog/1.png`)
    expect(source.parts).toEqual(['train', 'validation', 'test'])
    expect(imagesOf(source)).toEqual([`train cat: ${train}/cat/1.png`, `train dog: ${train}/dog/1.png`, `validation dog: ${validation}/dog/1.png`, `test cat: ${test}/cat/1.png`])
    expect(source.title).toBe('folders of images for training, validation and test')
  })

  it('folders around that hold nothing else are left behind; a single class is not', async () => {
    expect((await openedOf('a/b/cat/1.png', 'a/b/dog/1.png', 'a/b/readme.txt')).classes).toEqual(['cat', 'dog'])
    const one = await openedOf('cat/1.png', 'cat/2.png')
    expect(one.classes).toEqual(['cat'])
    expect(one.notes).toEqual(['All images have the same class, cat.'])
    expect((await openedOf('a/train/cat/1.png', 'a/train/dog/1.png')).parts).toEqual(['train'])
  })

  it('classes that are numbers are in the order of their values', async () => {
    expect((await openedOf('10/1.png', '9/1.png', '0/1.png')).classes).toEqual(['0', '9', '10'])
    expect((await openedOf('10/1.png', '9/1.png', 'x/1.png')).classes).toEqual(['10', '9', 'x'])
  })

  it('a class called test among others is a class', async () => {
    expect((await openedOf('test/1.png', 'cat/1.png')).classes).toEqual(['cat', 'test'])
  })
})

describe('ImageNet', () => {
  const base = 'ILSVRC/Data/CLS-LOC'
  const images = [`${base}/train/n02012849/n02012849_1.JPEG`, `${base}/train/n03126707/n03126707_1.JPEG`, `${base}/train/n01440764/n01440764_1.JPEG`, `${base}/val/ILSVRC2012_val_00000001.JPEG`, `${base}/val/ILSVRC2012_val_00000002.JPEG`, `${base}/test/ILSVRC2012_test_00000001.JPEG`, 'ILSVRC/Annotations/CLS-LOC/train/n01440764/n01440764_1.xml']

  it('in its own layout, with words and the labels of validation images', async () => {
    const root = folderOf(images)
    writeFileSync(join(root, 'LOC_synset_mapping.txt'), 'n01440764 tench, Tinca tinca\r\nn02012849 crane\nn03126707 crane, construction\n')
    writeFileSync(join(root, 'LOC_val_solution.csv'), 'ImageId,PredictionString\nILSVRC2012_val_00000001,n03126707 1 2 3 4 n03126707 1 2 3 4 \n')
    const source = await opened(root)
    expect(source.title).toBe('folders of images for training and validation, laid out as ImageNet')
    expect(source.classes).toEqual(['tench', 'crane', 'crane, construction'])
    expect(imagesOf(source).map((image) => image.replace(`${base}/`, ''))).toEqual([
      'train tench: train/n01440764/n01440764_1.JPEG',
      'train crane: train/n02012849/n02012849_1.JPEG',
      'train crane, construction: train/n03126707/n03126707_1.JPEG',
      'validation crane, construction: val/ILSVRC2012_val_00000001.JPEG',
    ])
    expect(source.leftOut).toEqual([
      { name: `${base}/test/ILSVRC2012_test_00000001.JPEG`, reason: 'it lies in no folder of a class' },
      { name: `${base}/val/ILSVRC2012_val_00000002.JPEG`, reason: 'it is not in LOC_val_solution.csv' },
    ])
  })

  it('without words keeps the synsets, and says so', async () => {
    const source = await openedOf('train/n01440764/1.JPEG', 'val/n01440764/2.JPEG', 'train/n02012849/1.JPEG')
    expect(source.classes).toEqual(['n01440764', 'n02012849'])
    expect(source.notes).toEqual(['Classes are named by their synsets, as there is no words file (LOC_synset_mapping.txt, synset_words.txt, words.txt).'])
  })

  it('words of WordNet lie beside the folders or above', async () => {
    const root = folderOf(['data/train/n01440764/1.JPEG', 'data/train/n02012849/1.JPEG', 'data/val/n02012849/1.JPEG'])
    writeFileSync(join(root, 'words.txt'), 'n00001740\tentity\nn01440764\ttench, Tinca tinca\nn02012849\tcrane\n')
    expect((await opened(root)).classes).toEqual(['tench', 'crane'])
  })
})

describe('what is left out', () => {
  it('hidden files, and files that are no images, without a word or with a note', async () => {
    const source = await openedOf('cat/1.png', 'cat/._1.png', 'cat/.DS_Store', 'cat/Thumbs.db', '.git/x/1.png', '__MACOSX/cat/1.png', 'cat/notes.txt', 'dog/1.png', 'list.json')
    expect(source.labels).toHaveLength(2)
    expect(source.leftOut).toEqual([])
    expect(source.notes).toEqual([expect.stringMatching(/^2 files are no images by their names, .* the first of them; they are passed over\.$/)])
  })

  it('kinds that cannot be read, empty classes, images beside the folders', async () => {
    const source = await openedOf('cat/1.png', 'cat/2.HEIC', 'cat/3.svg', 'dog/1.png', 'empty/', 'a.png', 'b.png')
    expect(source.classes).toEqual(['cat', 'dog'])
    expect([...source.leftOut].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'The folder itself', reason: '2 images in it lie in no folder of a class' },
      { name: 'cat/2.HEIC', reason: 'it is HEIC, which cannot be read' },
      { name: 'cat/3.svg', reason: 'it is SVG, which cannot be read' },
      { name: 'empty', reason: 'the folder holds no images' },
    ])
  })

  it('folders beside those of parts', async () => {
    const source = await openedOf('train/cat/1.png', 'train/dog/1.png', 'unsup/1.png', 'unsup/2.png', 'test/1.png', 'test/2.png')
    expect(source.parts).toEqual(['train'])
    expect(source.leftOut).toEqual([
      { name: 'test', reason: '2 images in it lie in no folder of a class' },
      { name: 'unsup', reason: '2 images in it belong to no part that is known (train, val or test)' },
    ])
  })

  it('links that lead out, to folders or nowhere; links within are followed', async () => {
    const root = folderOf(['cat/1.png', 'dog/1.png'])
    const beyond = folderOf(['secret.png'])
    symlinkSync(join(beyond, 'secret.png'), join(root, 'cat/out.png'))
    symlinkSync('../dog/1.png', join(root, 'cat/in.png'))
    symlinkSync('nothing.png', join(root, 'cat/gone.png'))
    symlinkSync('..', join(root, 'cat/circle'))
    symlinkSync('loop.png', join(root, 'cat/loop.png'))
    const source = await opened(root)
    expect(imagesOf(source)).toEqual(['all cat: cat/1.png', 'all cat: cat/in.png', 'all dog: dog/1.png'])
    expect(Object.fromEntries(source.leftOut.map(({ name, reason }) => [name, reason]))).toEqual({
      'cat/out.png': 'it is a link that leads out of the folder',
      'cat/gone.png': 'it is a link that leads nowhere: there is no such file or folder',
      'cat/circle': 'it is a link to a folder, which is not followed',
      'cat/loop.png': 'it is a link that leads nowhere: its links lead in a circle',
    })
  })

  it('a folder that itself is a link is looked into', async () => {
    const link = join(temporaryFolder(), 'link')
    symlinkSync(folderOf(['cat/1.png', 'dog/1.png']), link)
    expect((await opened(link)).labels).toHaveLength(2)
  })

  it.skipIf(process.getuid?.() === 0)('folders that may not be read', async () => {
    const root = folderOf(['cat/1.png', 'dog/1.png', 'shut/1.png'])
    chmodSync(join(root, 'shut'), 0)
    expect((await opened(root)).leftOut).toEqual([{ name: 'shut', reason: 'the folder cannot be read: you lack the permission' }])
  })

  it('names that are no text', async () => {
    const root = folderOf(['cat/1.png', 'dog/1.png'])
    writeFileSync(Buffer.concat([Buffer.from(`${root}/cat/`), Buffer.from([0xff, 0xfe]), Buffer.from('.png')]), '')
    expect((await opened(root)).leftOut).toEqual([{ name: 'cat/\ufffd\ufffd.png', reason: 'its name is no text in UTF-8' }])
  })
})

describe('names', () => {
  it('alike but for case are classes of their own, and told; the same letters coded in two ways are one class', async () => {
    const source = await openedOf('train/Cat/1.png', 'train/cat/1.png', 'train/ caf\u00e9/1.png', 'train/dog/1.png', 'test/dog/1.png', 'train/e\u0301t\u00e9/1.png', 'test/\u00e9te\u0301/1.png')
    expect(source.classes).toEqual([' caf\u00e9', 'Cat', 'cat', 'dog', '\u00e9t\u00e9'])
    expect(source.notes).toEqual(['Cat and cat are named alike but for capitals, and are classes of their own.'])
  })

  it('of any letters and of 255 bytes', async () => {
    const [long, words] = ['\u{1f408}'.repeat(62).concat('cat'), '猫 на\u00efve "quoted" \n']
    const source = await openedOf(`${long}/${'x'.repeat(251)}.png`, `${words}/1.png`)
    expect(source.classes).toEqual([words, long].sort())
    expect([0, 1].map((index) => basename(source.nameOf(index))).sort()).toEqual(['1.png', `${'x'.repeat(251)}.png`])
  })

  it('classes that have no training images are told', async () => {
    const source = await openedOf('train/cat/1.png', 'test/cat/1.png', 'test/dog/1.png')
    expect(source.notes).toEqual(['dog has no training images.'])
  })
})

describe('what is no source', () => {
  it.each([
    [['readme.txt'], 'import/no-images', 'set holds no images that can be read.'],
    [['cat/1.heic'], 'import/no-images', 'set holds no images that can be read. cat/1.heic was left out: it is HEIC, which cannot be read.'],
    [['1.png', '2.png'], 'import/no-classes', 'The images of set lie in no folders of classes.'],
    [['train/1.png', 'test/2.png'], 'import/no-classes', 'The images of set lie in no folders of classes.'],
  ])('%j', async (paths, code, message) => {
    await expect(openedOf(...paths)).rejects.toMatchObject({ code, message })
  })

  it('a file, or a folder that is gone', async () => {
    const root = folderOf(['a.png'])
    expect(await folderSource.recognises([root])).toBe(true)
    expect(await folderSource.recognises([join(root, 'a.png')])).toBe(false)
    expect(await folderSource.recognises([root, root])).toBe(false)
    await expect(opened(join(root, 'none'))).rejects.toMatchObject({ code: 'import/unreadable', message: expect.stringContaining('there is no such file or folder') as string })
  })

  it('looking through it ends when it is told to', async () => {
    await expect(folderSource.open([folderOf(['cat/1.png'])], defaultImportOptions, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('images', () => {
  const taken = async (source: OpenSource, wanted?: readonly number[]): Promise<readonly string[]> => {
    const names: string[] = []
    for await (const { index, content } of source.images(wanted)) names.push(`${index} ${content.kind === 'file' ? content.path : content.kind}`)
    return names
  }

  it('are files, all or those that are wanted', async () => {
    const root = folderOf(['cat/1.png', 'dog/1.png', 'dog/2.png'])
    const source = await opened(root)
    expect(await taken(source)).toEqual(['cat/1.png', 'dog/1.png', 'dog/2.png'].map((path, index) => `${index} ${join(root, path)}`))
    expect(await taken(source, [0, 2])).toEqual([`0 ${join(root, 'cat/1.png')}`, `2 ${join(root, 'dog/2.png')}`])
    expect(await taken(source, [])).toEqual([])
  })

  it('of a folder that went away, or is another one now, are none', async () => {
    const root = folderOf(['cat/1.png', 'dog/1.png'])
    const source = await opened(root)
    renameSync(root, `${root}-old`)
    await expect(taken(source)).rejects.toMatchObject({ code: 'import/changed' })
    mkdirSync(root)
    await expect(taken(source)).rejects.toMatchObject({ code: 'import/changed' })
    rmSync(root, { recursive: true })
  })
})
