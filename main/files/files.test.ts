// Files are replaced whole or stay as they were; folders are made with their parents, or it is said why not.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeFileWhole, writeNewFile } from './durable-file'
import { makeFolder, makeFolderNow } from './make-folder'
import { temporaryFolder } from './testing/temporary-folder'

describe('writeFileWhole', () => {
  it('makes a file, and replaces it', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.txt')
    await writeFileWhole(path, 'first')
    await writeFileWhole(path, Uint8Array.of(0, 255))
    expect([...readFileSync(path)]).toEqual([0, 255])
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('leaves nothing behind where it cannot', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true })
    await expect(writeFileWhole(join(folder, 'taken'), 'x')).rejects.toThrow()
    await expect(writeFileWhole(join(folder, 'missing', 'x'), 'x')).rejects.toThrow('ENOENT')
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

describe.skipIf(process.platform === 'win32')('writeFileWhole in a folder that others may write in', () => {
  it('writes nothing through a link that somebody has put there for it', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'precious'), 'mine')
    symlinkSync('precious', join(folder, `a.txt.${process.pid}.writing`))
    symlinkSync('precious', join(folder, 'a.txt'))
    await writeFileWhole(join(folder, 'a.txt'), 'new')
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'precious'])
  })
})

describe('writeNewFile', () => {
  it('joins its pieces', async () => {
    const path = join(temporaryFolder(), 'a.txt')
    await writeNewFile(path, ['one, ', Buffer.from('two')])
    expect(readFileSync(path, 'utf8')).toBe('one, two')
  })

  it('never touches a file that is there', async () => {
    const path = join(temporaryFolder(), 'a.txt')
    writeFileSync(path, 'old')
    await expect(writeNewFile(path, ['new'])).rejects.toThrow('EEXIST')
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
})

describe.each([
  ['makeFolder', makeFolder],
  ['makeFolderNow', (folder: string) => Promise.resolve(folder).then(makeFolderNow)],
])('%s', (_, make) => {
  it('makes parents, and is content with what is there', async () => {
    const folder = join(temporaryFolder(), 'a', 'b')
    await make(folder)
    await make(folder)
    expect(existsSync(folder)).toBe(true)
  })

  it('says so where a file is in the way', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(make(join(file, 'inside'))).rejects.toThrow('ENOTDIR')
  })

  it.skipIf(process.platform !== 'linux')('says so below /proc, where Node 20 itself would try for ever', async () => {
    await expect(make('/proc/cnn-lab/home')).rejects.toThrow('ENOENT')
  })
})
