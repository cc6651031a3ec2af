// Images with tables of their labels: how tables are read, which columns are found, how images are named, what is left out and why. Nothing is decoded, so files hold no images here.
import { defaultImportOptions, type ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import fc from 'fast-check'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import type { OpenSource } from '../source'
import { csvSource } from './csv-source'
import { tableRows, type TableRow } from './table-rows'

/** A folder of empty images, with a table in it. */
function folderOf(images: readonly string[], tables: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(temporaryFolder(), 'set')
  mkdirSync(root)
  for (const [path, content] of [...images.map((image) => [image, ''] as const), ...Object.entries(tables)]) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

const open = (paths: readonly string[], options: Partial<ImportOptions> = {}): Promise<OpenSource> => csvSource.open(paths, { ...defaultImportOptions, ...options })
const openedOf = (images: readonly string[], table: string | Uint8Array, options?: Partial<ImportOptions>): Promise<OpenSource> => open([folderOf(images, { 'labels.csv': table })], options)

/** Each image with its part and class. */
const imagesOf = ({ labels, partOf, parts, classes, nameOf }: OpenSource): readonly string[] => [...labels].map((label, index) => `${parts[partOf[index] ?? 0] ?? ''} ${classes[label] ?? ''}: ${nameOf(index)}`)

async function rowsOf(path: string): Promise<readonly TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of tableRows(path)) rows.push(row)
  return rows
}

const two = ['a.png', 'b.png']
const ofTwo = ['all cat: a.png', 'all dog: b.png']

describe('tables', () => {
  it.each([
    ['with a head', 'image,label\na.png,cat\nb.png,dog\n'],
    ['without a head', 'a.png,cat\nb.png,dog\n'],
    ['without a last line end', 'image,label\na.png,cat\nb.png,dog'],
    ['of Windows, with a mark of UTF-8', '\ufeffimage,label\r\na.png,cat\r\nb.png,dog\r\n'],
    ['of old Macs', 'image,label\ra.png,cat\rb.png,dog\r'],
    ['with tabs', 'image\tlabel\na.png\tcat\nb.png\tdog\n'],
    ['with semicolons', 'image;label\na.png;cat\nb.png;dog\n'],
    ['with empty lines and spaces', '\n image , label \n\n a.png , cat \n\n\nb.png,dog\n\n'],
    ['with rows of commas alone, as spreadsheets leave them', ',,\nimage,label,\na.png,cat,\n"", ,\nb.png,dog,\n,,\n,,'],
    ['with quotes', '"image","label"\n"a.png","cat"\n"b.png",dog\n'],
    ['in UTF-16', Buffer.from('\ufeffimage\tlabel\r\na.png\tcat\r\nb.png\tdog\r\n', 'utf16le')],
    ['with columns the other way round', 'label,file\ncat,a.png\ndog,b.png\n'],
    ['with further columns', 'id,file,width,species,note\n1,a.png,20,cat,x\n2,b.png,30,dog,y\n'],
  ])('%s', async (_, table) => {
    const root = folderOf(two, { 'labels.csv': table })
    expect(await csvSource.recognises([root])).toBe(true)
    expect(await csvSource.recognises([join(root, 'labels.csv')])).toBe(true)
    for (const path of [root, join(root, 'labels.csv')]) {
      const source = await open([path])
      expect(imagesOf(source)).toEqual(ofTwo)
      expect(source.leftOut).toEqual([])
    }
  })

  it('fields with commas, quotes and line ends', async () => {
    const source = await openedOf(['a, b.png', 'c.png'], 'image,label\n"a, b.png","the ""old"" cat\nof two lines"\nc.png,"dog, small"\n')
    expect(source.classes).toEqual(['dog, small', 'the "old" cat\nof two lines'])
  })

  it('rows begin in the lines that are told', async () => {
    const path = join(folderOf([], { 'x.csv': 'a,b\r\n"1\r\n2",3\r\n\r\n4,5' }), 'x.csv')
    expect(await rowsOf(path)).toEqual([{ line: 1, fields: ['a', 'b'] }, { line: 2, fields: ['1\r\n2', '3'] }, { line: 5, fields: ['4', '5'] }])
  })

  it('any fields come out as they were written', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '🐈', '"', ',', ';', '\n', '\r', '\t', ' ') })
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 5 }), async (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      const path = join(temporaryFolder(), 'x.csv')
      writeFileSync(path, text)
      expect((await rowsOf(path)).map(({ fields }) => fields)).toEqual(rows.filter((row) => row.some((each) => each.trim() !== '')))
    }), { numRuns: 50 })
  })

  it.each([
    ['no text', Buffer.from([0x69, 0x2c, 0xff, 0xc0, 0x0a]), 'import/not-text', 'labels.csv is no text in UTF-8.'],
    ['quotes that never end', 'image,label\na.png,"cat\nb.png,dog\n', 'import/table', 'labels.csv ends within quotation marks that are opened in the row that begins in line 2.'],
    ['fields without end', `image,label\na.png,"${'x'.repeat(70_000)}"`, 'import/table', 'labels.csv has a field of more than 65,536 letters, perhaps for a missing quotation mark, in the row that begins in line 2.'],
    ['columns without end', `image,label\na.png${','.repeat(5000)}`, 'import/table', 'labels.csv has more than 4,096 columns in the row that begins in line 2.'],
    ['nothing', '', 'import/columns', 'No column of labels.csv names images that lie in its folder.'],
    ['other things', 'x,y\n1,2\n', 'import/columns', 'No column of labels.csv names images that lie in its folder.'],
    ['no clear labels', 'image,p,q\na.png,1,2\nb.png,3,4\n', 'import/columns', 'Which column of labels.csv holds the labels is not clear; its columns are image, p and q.'],
  ])('%s are told', async (_, table, code, message) => {
    await expect(openedOf(two, table)).rejects.toMatchObject({ code, message })
  })

  it('a table of pixels is none of images', async () => {
    const root = folderOf([], { 'mnist.csv': 'label,1x1,1x2\n5,0,255\n' })
    expect(await csvSource.recognises([root])).toBe(false)
    await expect(open([join(root, 'mnist.csv')])).rejects.toMatchObject({ code: 'import/columns' })
  })
})

describe('columns', () => {
  it('are those that the user chose, by name or number, and are told as they were found', async () => {
    const table = 'image,first,second\na.png,x,cat\nb.png,x,dog\n'
    expect((await openedOf(two, table, { columns: { image: 'image', label: 'Second', part: null } })).classes).toEqual(['cat', 'dog'])
    expect((await openedOf(two, table, { columns: { image: '1', label: '3', part: null } })).found).toEqual({ columns: { image: 'image', label: 'second', part: null } })
    expect((await openedOf(two, 'a.png,cat\nb.png,dog\n')).found).toEqual({ columns: { image: '1', label: '2', part: null } })
    await expect(openedOf(two, table, { columns: { image: 'image', label: 'third', part: null } })).rejects.toMatchObject({ message: 'labels.csv has no column third.', remedy: 'Choose one of image, first and second, or a number up to 3.' })
  })

  it('with parts', async () => {
    const source = await openedOf(['a.png', 'b.png', 'c.png', 'd.png'], 'image,label,split\na.png,cat,test\nb.png,dog,train\nc.png,cat,train\nd.png,cat,valid\n')
    expect(source.parts).toEqual(['train', 'validation', 'test'])
    expect(imagesOf(source)).toEqual(['train dog: b.png', 'train cat: c.png', 'validation cat: d.png', 'test cat: a.png'])
    expect(source.found).toEqual({ columns: { image: 'image', label: 'label', part: 'split' } })
  })

  it('with parts of other names, as chosen', async () => {
    const source = await openedOf(two, 'image,label,fold\na.png,cat,0\nb.png,dog,1\n', { columns: { image: 'image', label: 'label', part: 'fold' } })
    expect(source.parts).toEqual(['0', '1'])
  })

  it('one table for each part', async () => {
    const root = folderOf(['images/1.png', 'images/2.png', 'images/3.png'], { 'train.csv': 'id,label\n1,cat\n2,dog\n', 'test.csv': 'id,label\n3,cat\n', 'sample.csv': 'id,label\n3,dog\n' })
    const source = await open([root])
    expect(imagesOf(source)).toEqual(['train cat: images/1.png', 'train dog: images/2.png', 'test cat: images/3.png'])
    expect(source.title).toBe('images with labels in test.csv and train.csv')
    expect(imagesOf(await open([join(root, 'train.csv')]))).toHaveLength(2)
  })
})

describe('images are named', () => {
  const images = ['train/1.jpg', 'train/2.jpg', 'more/3.JPG']
  it.each([
    ['by their paths', ['train/1.jpg', './train/2.jpg', 'more/3.JPG']],
    ['by paths of Windows', ['train\\1.jpg', 'train\\2.jpg', 'more\\3.JPG']],
    ['by paths without endings', ['train/1', 'train/2', 'more/3']],
    ['by their names', ['1.jpg', '2.jpg', '3.JPG']],
    ['by their names without endings', ['1', '2', '3']],
    ['by paths within another folder', ['images/1.jpg', 'images/2.jpg', 'images/3.JPG']],
  ])('%s', async (_, names) => {
    const root = folderOf(images, { 'labels.csv': `image,label\n${names.map((name, index) => `${name},c${index}`).join('\n')}` })
    expect(imagesOf(await open([root]))).toEqual(['all c2: more/3.JPG', 'all c0: train/1.jpg', 'all c1: train/2.jpg'])
  })

  it('by whole paths, and in another folder than the table', async () => {
    const root = folderOf(images, {})
    const table = join(temporaryFolder(), 'labels.csv')
    writeFileSync(table, `image,label\n${join(root, 'train/1.jpg')},cat\n${join(root, 'train/2.jpg')},dog\n`)
    const source = await open([table, root])
    expect(imagesOf(source)).toEqual(['all cat: train/1.jpg', 'all dog: train/2.jpg'])
    expect(source.name).toBe('labels')
    expect(source.notes).toEqual(['Labels come from the column label of labels.csv.', 'One image of the folder stands in no row, and is passed over.'])
  })

  it('by the same letters in another code', async () => {
    expect(imagesOf(await openedOf(['e\u0301.png', 'b.png'], 'image,label\n\u00e9.png,cat\nb.png,dog\n'))).toHaveLength(2)
  })
})

describe('left out', () => {
  it('are rows that lead out of the folder, name nothing, or nothing clear, have no label, or come again', async () => {
    const root = folderOf(['a.png', 'b.png', 'x/c.png', 'y/c.png'], {
      'labels.csv': 'image,label\na.png,cat\nb.png,dog\n../secret.png,cat\n/etc/passwd,cat\nx/../../up.png,cat\nC:\\up.png,cat\nnone.png,cat\nx/c.png,\na.png,dog\n',
    })
    writeFileSync(join(dirname(root), 'secret.png'), '')
    symlinkSync('../secret.png', join(root, 'link.png'))
    const source = await open([root])
    expect(imagesOf(source)).toEqual(ofTwo)
    expect(source.leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'link.png: it is a link that leads out of the folder',
      ...['../secret.png', '/etc/passwd', 'x/../../up.png', 'C:\\up.png'].map((name) => `${name}: its path leads out of the folder`),
      'none.png: there is no such image',
      'x/c.png: it has no label',
      'a.png: it stands in the table more than once',
    ])
    expect(source.notes).toContain('2 images of the folder stand in no row, and are passed over.')
  })

  it('are images whose name several have', async () => {
    const source = await openedOf(['a.png', 'x/b.png', 'x/c.png', 'y/c.png'], 'image,label\nz/a.png,cat\nz/b.png,dog\nz/c.png,cat\n')
    expect(source.leftOut).toEqual([{ name: 'z/c.png', reason: 'several images have this name' }])
  })
})

describe('other sources', () => {
  it('folders whose parts have folders of classes are theirs, also with a table beside', async () => {
    expect(await csvSource.recognises([folderOf(['train/cat/1.png', 'val/cat/1.png'], { 'noisy.csv': 'path,label\ntrain/cat/1.png,dog\n' })])).toBe(false)
  })

  it('folders without tables, and files', async () => {
    expect(await csvSource.recognises([folderOf(two, {})])).toBe(false)
    expect(await csvSource.recognises([folderOf(two, { 'list.csv': 'x,y\n1,2\n' })])).toBe(false)
    expect(await csvSource.recognises([join(folderOf(two, {}), 'a.png')])).toBe(false)
  })

  it('any table ends in a source or a problem in words', async () => {
    const root = folderOf(two, {})
    const piece = fc.constantFrom('a.png', 'b.png', 'cat', ',', '\t', '"', '\n', '\r\n', '..', '/', 'label', '\0', 'é', '\ufeff')
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      writeFileSync(join(root, 'labels.csv'), pieces.join(''))
      await open([root]).catch((error: unknown) => {
        expect(error).toBeInstanceOf(LabError)
        expect((error as LabError).code).toMatch(/^import\//)
      })
    }), { numRuns: 60 })
  })
})
