// Sealed folders: whole or not there, and no byte of them can change unnoticed.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BrokenSeal, peekSealedFolder, readSealedFolder, sealedFileSum, writeSealedFolder } from './sealed-folder'
import { temporaryFolder } from './testing/temporary-folder'

const facts = { step: 12, words: ['a', 'b'] }

async function sealed(): Promise<string> {
  const path = join(temporaryFolder(), 'sealed')
  await writeSealedFolder(path, { 'one.bin': [Uint8Array.of(1, 2), Uint8Array.of(3)], 'two.txt': ['two'] }, facts)
  return path
}

const broken = (path: string): Promise<string> =>
  readSealedFolder(path).then(
    () => 'whole',
    (error: unknown) => {
      if (error instanceof BrokenSeal) return error.message
      throw error
    },
  )

describe('a sealed folder', () => {
  it('comes back as it was written', async () => {
    const path = await sealed()
    expect(await readSealedFolder(path)).toEqual(facts)
    expect(peekSealedFolder(path)).toEqual(facts)
    expect([...readFileSync(join(path, 'one.bin'))]).toEqual([1, 2, 3])
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'manifest.sha256', 'one.bin', 'two.txt'])
  })

  it('may have files that are made while they are written, and facts that follow from them', async () => {
    const path = join(temporaryFolder(), 'sealed')
    const made: number[] = []
    async function* pieces() {
      for (const byte of [1, 2, 3]) {
        made.push(byte)
        yield await Promise.resolve(Uint8Array.of(byte))
      }
    }
    await writeSealedFolder(path, { 'one.bin': pieces() }, () => ({ made: made.length }))
    expect(await readSealedFolder(path)).toEqual({ made: 3 })
    expect([...readFileSync(join(path, 'one.bin'))]).toEqual([1, 2, 3])
    expect(sealedFileSum(path, 'one.bin')).toBe('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81')
    expect(() => sealedFileSum(path, 'two.bin')).toThrow(BrokenSeal)
  })

  it('is not there where a piece cannot be made', async () => {
    const path = join(temporaryFolder(), 'sealed')
    async function* pieces() {
      yield await Promise.resolve('one')
      throw new Error('no more')
    }
    await expect(writeSealedFolder(path, { 'one.txt': pieces() }, {})).rejects.toThrow('no more')
    expect(await broken(path)).toBe('its manifest is missing')
  })

  it('replaces the one before', async () => {
    const path = await sealed()
    await writeSealedFolder(path, { 'three.txt': ['three'] }, {})
    expect(await readSealedFolder(path)).toEqual({})
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'manifest.sha256', 'three.txt'])
  })

  it('notices every flipped bit', async () => {
    const path = await sealed()
    for (const name of readdirSync(path)) {
      const bytes = readFileSync(join(path, name))
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const damaged = Buffer.from(bytes)
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        writeFileSync(join(path, name), damaged)
        expect(await broken(path), `bit ${bit} of ${name}`).not.toBe('whole')
      }
      writeFileSync(join(path, name), bytes)
    }
    expect(await broken(path)).toBe('whole')
  })

  it('notices every cut', async () => {
    const path = await sealed()
    for (const name of readdirSync(path)) {
      const bytes = readFileSync(join(path, name))
      for (let length = 0; length < bytes.length; length++) {
        truncateSync(join(path, name), length)
        expect(await broken(path), `${name} cut to ${length} bytes`).not.toBe('whole')
        expect(() => peekSealedFolder(path)).toThrow(BrokenSeal)
        writeFileSync(join(path, name), bytes)
      }
    }
  })

  it.each(['manifest.json', 'manifest.sha256', 'one.bin'])('notices that %s is missing', async (name) => {
    const path = await sealed()
    rmSync(join(path, name))
    expect(await broken(path)).toMatch(/its (manifest|file one\.bin) /)
    expect(() => peekSealedFolder(path)).toThrow(BrokenSeal)
  })

  it('is not there when its writing was interrupted at any stage, and what was left does not hinder the next', async () => {
    const path = await sealed()
    const names = ['one.bin', 'two.txt', 'manifest.json', 'manifest.sha256']
    for (let stage = 0; stage <= names.length; stage++) {
      const folder = temporaryFolder()
      const left = join(folder, 'writing-sealed')
      mkdirSync(left)
      for (const name of names.slice(0, stage)) copyFileSync(join(path, name), join(left, name))
      const next = names[stage]
      if (next) writeFileSync(join(left, next), readFileSync(join(path, next)).subarray(0, 1))
      expect(await broken(join(folder, 'sealed'))).toBe('its manifest is missing')
      await writeSealedFolder(join(folder, 'sealed'), { 'one.bin': ['new'] }, facts)
      expect(await broken(join(folder, 'sealed'))).toBe('whole')
      expect(readdirSync(folder)).toEqual(['sealed'])
    }
  })

  it('is damaged where its manifest names a file by more letters than a file can have', async () => {
    const path = await sealed()
    writeFileSync(join(path, 'manifest.json'), JSON.stringify({ format: 1, sha256: { ['x'.repeat(300)]: '' } }))
    expect(await broken(path)).toBe('its manifest is damaged')
  })

  it('does not lead out of itself', async () => {
    const path = await sealed()
    rmSync(join(path, 'manifest.sha256'))
    writeFileSync(join(path, 'manifest.json'), JSON.stringify({ format: 1, sha256: { '../x': '' } }))
    expect(await broken(path)).toBe('its manifest is damaged')
  })
})
