// The CSV of a report: read back by the letter of RFC 4180, and without anything that a spreadsheet would work out.
import { constantFrom, sample, string } from 'fast-check'
import { expect, it } from 'vitest'
import { hostileTexts, reportSaying } from '../testing/hostile-texts'
import { sampleReport } from '../testing/sample-report'
import { cleanText } from './clean-text'
import { csvReport } from './csv-writer'

/** Rows of a file by the grammar of RFC 4180: fields in quotes, or without quotes, commas and line ends. */
function readCsv(file: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  let read = 0
  for (const [whole, quoted, bare, end] of file.matchAll(field)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === '\r\n') rows.push([])
    read += whole.length
  }
  expect(read).toBe(file.length)
  return rows.slice(0, -1)
}

it('reads back as the numbers of the report, in full', () => {
  const [header, ...rows] = readCsv(csvReport(sampleReport))
  expect(header).toEqual(sampleReport.data.columns)
  expect(rows.map((row) => row.map((cell, place) => (place === 0 ? cell : Number(cell))))).toEqual(sampleReport.data.rows)
  expect(readCsv(csvReport({ data: { columns: ['x'], rows: [[-0.5], [1e-21], [null]] } })).slice(1)).toEqual([['-0.5'], ['1e-21'], ['']])
})

it.each(hostileTexts)('makes no formula of %j', (text) => {
  const rows = readCsv(csvReport(reportSaying(text, sampleReport)))
  expect(rows.map(({ length }) => length)).toEqual([2, 2, 2])
  for (const [cell] of rows) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
})

it('keeps all other text letter for letter', () => {
  const texts = sample(string({ unit: constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', "'", 'a', 'é', '😀') }), { numRuns: 300, seed: 1 })
  const [, ...rows] = readCsv(csvReport({ data: { columns: ['x'], rows: texts.map((text) => [text]) } }))
  expect(rows.map(([cell]) => cell)).toEqual(texts.map(cleanText).map((text) => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text)))
})
