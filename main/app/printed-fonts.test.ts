// Printed pages find the parts of the window's Chinese font, and nothing else of its folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { printedFontsAddress } from '../lab/reports/writers/font-sources'
import { chinesePrintedFonts } from './printed-fonts'

let page = ''

beforeEach(() => {
  page = mkdtempSync(join(tmpdir(), 'cnn-lab-fonts-'))
  mkdirSync(join(page, 'assets'))
})

afterEach(() => {
  rmSync(page, { recursive: true })
})

const asset = (name: string, text: string): void => {
  writeFileSync(join(page, 'assets', name), text)
}

it('names each part of the font with its letters, by the name that reports ask for', async () => {
  const rule = (source: string, letters: string): string => `/* part */\n@font-face {\n  font-family: 'Noto Sans SC Variable';\n  font-display: swap;\n  src: url(${source}) format('woff2-variations');\n  unicode-range: ${letters};\n}\n`
  asset('chinese-Ab_1-x.css', `${rule('./noto-sans-sc-4-wght-normal-Qx.woff2', 'U+4e00,U+4e8c-4e8e')}${rule("'./noto-sans-sc-5-Zz.woff2'", 'U+ff0c')}${rule('../../secret.woff2', 'U+41')}:root { --font-sans: sans-serif; }`)
  asset('index-1.css', rule('./inter.woff2', 'U+41'))
  const { style, files } = await chinesePrintedFonts(page)
  const address = (name: string): string => `${printedFontsAddress}${name}`
  expect([...files]).toEqual(['noto-sans-sc-4-wght-normal-Qx.woff2', 'noto-sans-sc-5-Zz.woff2'].map((name) => [address(name), join(page, 'assets', name)]))
  expect(style.split('\n')).toHaveLength(2)
  expect(style).toContain(`src: url(${address('noto-sans-sc-4-wght-normal-Qx.woff2')}) format('woff2'); unicode-range: U+4e00,U+4e8c-4e8e;`)
  expect(style).not.toContain('Variable')
})

it('says where a page was built without it', async () => {
  await expect(chinesePrintedFonts(page)).rejects.toThrow('no Chinese font')
})
