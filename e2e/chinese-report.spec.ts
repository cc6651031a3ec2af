// A Chinese report has its letters whatever fonts the system has: its preview, and its pages as PDF with their heads, take the parts that they need from the window's font, and nothing else.
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, keepPicture, pressView, test, trainOutside } from './lab-window'
import { repeatably } from './repeatably'

test.use({ language: 'zh-Hans' })

/** The file of a font with Latin letters; empty where the system does not tell. */
const latinFont = process.platform === 'linux' ? spawnSync('fc-match', ['--format=%{file}', 'sans-serif:lang=en'], { encoding: 'utf8' }).stdout : ''

/** The settings of a system that has one font, without a Chinese letter. */
function systemWithOneFont(folder: string): string {
  const [fonts, settings] = [join(folder, 'fonts'), join(folder, 'fonts.conf')]
  mkdirSync(fonts, { recursive: true })
  copyFileSync(latinFont, join(fonts, basename(latinFont)))
  writeFileSync(settings, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`)
  return settings
}

/** What a program of Poppler tells of a PDF; empty where it is not installed. */
function told(program: string, ...args: readonly string[]): string {
  return spawnSync(program, ['-v']).error === undefined ? execFileSync(program, args, { encoding: 'utf8' }) : ''
}

/** Pixels of the picture of a title at the head of a page (main/app/margin-lines.ts). */
const titleHeight = 71

test('a report in Chinese is shown and printed with the font that comes with the lab', async ({ home, openLab }, testInfo) => {
  test.setTimeout(180_000)
  test.skip(latinFont === '', 'no fontconfig that takes the fonts of this system away')
  process.env.FONTCONFIG_FILE = systemWithOneFont(join(home, 'system'))
  try {
    await trainOutside(home, '--epochs', '1')
    const { app, page } = await openLab(home)
    await pressView(page, 'runs')
    await page.getByRole('row', { name: /LeNet/ }).getByRole('link').first().click()
    await page.getByRole('link', { name: '报告' }).click()
    const preview = page.frameLocator('[data-testid="report-preview"]')
    await expect(preview.getByRole('heading', { name: '曲线' })).toBeVisible({ timeout: 30_000 })
    const shown = await preview.locator('html').evaluate(async ({ ownerDocument: { fonts } }) => {
      await fonts.ready
      return [...fonts].filter(({ status }) => status !== 'unloaded').map(({ family, status }) => `${family} ${status}`)
    })
    expect(shown.length).toBeGreaterThan(5)
    expect(new Set(shown)).toEqual(new Set(['Noto Sans SC loaded']))
    await keepPicture(page, testInfo, 'preview')

    const path = join(home, 'report.pdf')
    await repeatably(() => app.evaluate(({ dialog, session }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      const asked: string[] = []
      session.fromPartition('printing').webRequest.onCompleted(({ url, statusCode }) => {
        asked.push(`${statusCode} ${url}`)
        process.env.CNN_LAB_TEST_ASKED = JSON.stringify(asked)
      })
    }, path))
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await expect(page.getByText(/^已保存为 report\.pdf/)).toBeVisible({ timeout: 60_000 })
    expect(readFileSync(path).subarray(0, 4).toString()).toBe('%PDF')
    const asked = JSON.parse(await repeatably(() => app.evaluate(() => process.env.CNN_LAB_TEST_ASKED ?? '[]'))) as string[]
    const fonts = asked.filter((answer) => /^200 app:\/\/report\/fonts\/noto-sans-sc-[\w-]+\.woff2$/.test(answer))
    const pages = asked.filter((answer) => /^200 app:\/\/report\/[\da-f-]{36}$/.test(answer))
    expect(pages).toHaveLength(1)
    expect(asked).toHaveLength(fonts.length + pages.length)
    expect(fonts.length).toBeGreaterThan(5)
    expect(fonts.length).toBeLessThan(101) // the parts that it needs
    const answers = await repeatably(() => app.evaluate(async ({ session }) => {
      const printing = session.fromPartition('printing')
      return Promise.all(['app://report/fonts/none.woff2', 'app://report/fonts/../index.html', 'app://lab/index.html', 'https://example.org/'].map(async (url) => printing.fetch(url).then(({ status }) => status, () => 'refused')))
    }))
    expect(answers).toEqual([404, 404, 404, 'refused'])

    const sheets = told('pdftotext', '-layout', path, '-').split('\f').filter((sheet) => sheet.trim() !== '')
    for (const [index, sheet] of sheets.entries()) {
      expect(sheet.trim().split('\n')[0]).toBe('CNN Lab')
      expect(sheet.trim().split('\n').at(-1)?.trim()).toBe(`${index + 1} / ${sheets.length}`)
    }
    const titles = told('pdfimages', '-list', path).split('\n').filter((line) => Number(line.trim().split(/ +/)[4]) === titleHeight)
    expect(new Set(titles.map((line) => Number(line.trim().split(/ +/)[0]))).size).toBe(sheets.length)
  } finally {
    delete process.env.FONTCONFIG_FILE
  }
})
