// Is there a font?
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fontFolders, holdsFont } from './fonts.mjs'

it('looks for scalable fonts, below the folder too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'))
  expect(holdsFont(join(folder, 'missing'))).toBe(false)
  mkdirSync(join(folder, 'truetype', 'inter'), { recursive: true })
  writeFileSync(join(folder, 'truetype', 'inter', 'LICENSE.txt'), '')
  expect(holdsFont(folder)).toBe(false)
  writeFileSync(join(folder, 'truetype', 'inter', 'Inter.TTF'), '')
  expect(holdsFont(folder)).toBe(true)
  rmSync(folder, { recursive: true })
})

it("knows the user's own font folder", () => {
  expect(fontFolders({ XDG_DATA_HOME: '/data' })).toContain(join('/data', 'fonts'))
})
