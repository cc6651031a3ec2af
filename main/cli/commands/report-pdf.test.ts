// A PDF from the command line, by the real Electron: what is in it, and that Ctrl-C leaves nothing behind.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { windowlessElectron } from '../../../scripts/setup/windowless-electron.mjs'
import { CnnLabProcess } from '../testing/cnn-lab-process'

/** Why Electron cannot be started here; empty: it can. */
const obstacle = await windowlessElectron().then(() => '', (error: unknown) => ` (left out: ${String(error)})`)

/** Programs of Debian's poppler-utils and qpdf that are missing here. */
const missing = ['pdfinfo', 'pdffonts', 'pdftotext', 'qpdf'].filter((program) => spawnSync(program, ['--version']).error !== undefined)

const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-pdf-'))
const home = join(folder, 'home')
const [printed, stopped] = [join(folder, 'printed.pdf'), join(folder, 'stopped.pdf')]
const title = 'Naïve <b> & "quoted"'

afterAll(() => {
  rmSync(folder, { recursive: true, maxRetries: 5 })
})

describe.skipIf(obstacle !== '')(`a PDF${obstacle}`, { timeout: 90_000 }, () => {
  beforeAll(() => {
    cpSync(fileURLToPath(new URL('../../lab/testing/home-version-1', import.meta.url)), home, { recursive: true })
  })

  it('is tagged, in the language and with the outline of the report', async () => {
    const child = new CnnLabProcess(home, 'report', 'lenet-2', '--out', printed, '--paper', 'letter', '--title', title, '--author', 'Ada')
    expect(await child.exitCode, child.stderr).toBe(0)
    const text = readFileSync(printed, 'latin1')
    expect(text).toMatch(/^%PDF-1\./)
    for (const mark of ['/StructTreeRoot', '/Outlines', '/Lang (en)', '/MediaBox [0 0 612 792]']) expect(text).toContain(mark)
    expect(text).not.toMatch(/\/JavaScript|\/URI \(file:/)
  })

  it.skipIf(missing.length > 0)(`holds its fonts, and text to select with numbered pages${missing.length > 0 ? ` (left out: no ${missing.join(', ')})` : ''}`, () => {
    const told = (program: string, ...args: readonly string[]): string => execFileSync(program, args, { encoding: 'utf8' })
    const info = told('pdfinfo', printed)
    expect(info).toMatch(/^Tagged: +yes$/m)
    expect(info).toMatch(/^Page size: +612 x 792 pts \(letter\)$/m)
    expect(info).toMatch(/^Title: +Naïve <b> & "quoted"/m)
    const pages = Number(/^Pages: +(\d+)$/m.exec(info)?.[1])
    const fonts = told('pdffonts', printed).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/ yes (yes|no) +(yes|no) +\d+ +\d+$/) // embedded
    for (let page = 1; page <= pages; page++) {
      const text = told('pdftotext', '-f', String(page), '-l', String(page), printed, '-').replace(/\s+/g, ' ')
      expect(text).toContain(title)
      expect(text).toMatch(new RegExp(`\\b${page} ?/ ?${pages}\\b`))
    }
    expect(told('pdftotext', printed, '-')).toContain('Ada')
    expect(told('qpdf', '--check', printed)).toContain('No syntax or stream encoding errors found')
  })

  it.skipIf(process.platform === 'win32')('is not there, nor anything else, after Ctrl-C', async () => {
    const ofPrinting = mkdtempSync(join(folder, 'temporary-'))
    vi.stubEnv('TMPDIR', ofPrinting)
    const child = new CnnLabProcess(home, 'report', 'lenet-2', '--out', stopped)
    vi.unstubAllEnvs()
    await vi.waitFor(() => {
      expect(readdirSync(ofPrinting).some((name) => existsSync(join(ofPrinting, name, 'profile')))).toBe(true)
    }, { timeout: 60_000 })
    child.signal('SIGINT')
    expect(await child.exitCode).toBe(1)
    expect(child.stderr).toBe('The report was stopped; nothing was written.\n')
    expect(existsSync(stopped)).toBe(false)
    expect(readdirSync(ofPrinting)).toEqual([])
  })
})
