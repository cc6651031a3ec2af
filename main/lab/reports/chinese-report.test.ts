// A report in Chinese: every title, caption and head of a table is Chinese; addresses, file names and keys are those of an English one.
import { afterAll, expect, it, vi } from 'vitest'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const { labWithRuns } = await import('./testing/lab-with-runs')
const { finishedRun } = await import('../testing/finished-run')
const { sampleSpec } = await import('../testing/samples')
const { needsEngine, reportPartSchema } = await import('@contract/reports/report-parts')
const { usualOptions } = await import('@contract/reports/report-request')
const { htmlReport } = await import('./writers/html-writer')
const { markdownReport } = await import('./writers/markdown-writer')

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** Values of all properties of a name, at any depth. */
function valuesOf(tree: unknown, names: readonly string[]): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? (names.includes(name) ? [value] : []) : valuesOf(value, names)))
}

it('speaks Chinese in all its words, and English in its names', async () => {
  const { lab, ids } = await labWithRuns([finishedRun({}, sampleSpec({ epochs: 3 }))])
  const parts = reportPartSchema.options.filter((part) => !needsEngine(part))
  const report = await lab.reports.document({ kind: 'runs', ids }, { ...usualOptions('runs'), parts })
  const said = valuesOf(report.sections, ['title', 'caption', 'alternative', 'summary'])
  expect(said.length).toBeGreaterThan(20)
  expect(said.filter((words) => !/\p{Script=Han}|^[\w.% ]*$/u.test(words) || /[a-z]{3,} [a-z]{3,}/.test(words.replace(/Ankle boot|cnn-lab train/g, '')))).toEqual([])
  expect(report.sections.map(({ id }) => id)).toEqual(report.sections.map(({ part }) => part))

  const page = htmlReport(report)
  expect(page).toContain('<html lang="zh-Hans">')
  expect(page).toContain("'PingFang SC'")
  expect(page).toMatch(/<b>图 1<\/b>/)
  expect(page).not.toContain('font-src')
  expect(htmlReport(report, { reader: 'printing' })).toContain('; font-src app://report/fonts/"')
  expect(htmlReport(report, { reader: 'window' })).toContain('; font-src app://lab/assets/"')

  const { text, files } = markdownReport(report, { isInline: false, folder: 'files' })
  expect(text).toContain('## 摘要')
  expect(files.map(({ path }) => path)).toContain('files/figure-2.svg')
  expect(Buffer.from(files.find(({ path }) => path.endsWith('.svg'))?.bytes ?? []).toString()).toContain('Noto Sans CJK SC')
})
