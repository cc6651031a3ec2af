// Joining the slices of Electron's archive: in order, whole, and never anything but the official one.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { joinSlices, registryCopy } from './electron-registry-copy.mjs'

let folder = ''
let target = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slices-'))
  target = join(folder, 'joined')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function writeSlices(texts: string[]) {
  texts.forEach((text, index) => {
    writeFileSync(join(folder, `app.zip.p${String(index).padStart(3, '0')}`), text)
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('joinSlices', () => {
  const texts = Array.from({ length: 12 }, (_, index) => `slice ${index};`)

  it('joins them by number and leaves other files out', async () => {
    writeSlices(texts)
    writeFileSync(join(folder, 'app.zip'), 'no slice')
    writeFileSync(join(folder, 'app.zip.part'), 'no slice')
    await joinSlices(folder, 'app.zip', target, sha256(texts.join('')))
    expect(readFileSync(target, 'utf8')).toBe(texts.join(''))
  })

  it.each([
    ['a changed slice', [...texts.slice(0, 11), 'slice 99;']],
    ['a missing slice', texts.slice(0, 11)],
    ['slices in another order', [...texts].reverse()],
    ['no slices', []],
  ])('refuses %s, and keeps nothing', async (_, wrong) => {
    writeSlices(wrong)
    await expect(joinSlices(folder, 'app.zip', target, sha256(texts.join('')))).rejects.toThrow(/is not the official one/)
    expect(existsSync(target)).toBe(false)
  })
})

describe('registryCopy', () => {
  it("lies in the user's cache folder", () => {
    expect(registryCopy({ XDG_CACHE_HOME: '/caches' }).executable).toBe(join('/caches', 'cnn-lab', 'electron-33.3.0', 'electron'))
    expect(registryCopy({}).folder).toMatch(/\.cache.cnn-lab.electron-33\.3\.0$/)
    expect(registryCopy({ XDG_CACHE_HOME: '' })).toEqual(registryCopy({}))
  })
})
