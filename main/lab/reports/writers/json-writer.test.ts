// The JSON of a report: what its schema promises, held by another program's reading of the schema.
import { Ajv2020 } from 'ajv/dist/2020'
import { expect, it } from 'vitest'
import { reportDocumentSchema } from '@contract/reports/report-document'
import { hostileTexts, reportSaying } from '../testing/hostile-texts'
import { sampleReport } from '../testing/sample-report'
import { jsonReport, jsonReportSchema } from './json-writer'

// Formats are held by patterns beside them.
const isReport = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(jsonReportSchema()) as object)
const faults = (report: unknown) => (isReport(report) ? [] : isReport.errors)

it('has the schema that stands in docs', async () => {
  // Where the form has changed on purpose: count `reportVersion` up if readers break, and run this test with `--update`.
  await expect(jsonReportSchema()).toMatchFileSnapshot('../../../../docs/report.schema.json')
})

it('is a report by that schema, and reads back as it was', () => {
  const read: unknown = JSON.parse(jsonReport(sampleReport))
  expect(faults(read)).toEqual([])
  expect(reportDocumentSchema.parse(read)).toEqual(sampleReport)
})

it.each(hostileTexts)('holds %j letter for letter', (text) => {
  const report = reportSaying(text, sampleReport)
  const read: unknown = JSON.parse(jsonReport(report))
  expect(faults(read)).toEqual([])
  expect(read).toEqual(report)
})

it.each([
  ['another version', { version: 2 }],
  ['a kind of block that there is not', { sections: [{ ...sampleReport.sections[0], blocks: [{ block: 'video' }] }] }],
  ['a spec without epochs', { specs: { a: { ...sampleReport.specs['lenet-relu-0412'], epochs: undefined } } }],
  ['a link of the user', { sections: [{ ...sampleReport.sections[0], blocks: [{ block: 'paragraph', role: 'plain', text: [{ text: 'x', link: 'javascript:alert(1)' }] }] }] }],
])('is no report with %s', (_what, change) => {
  expect(faults(JSON.parse(JSON.stringify({ ...sampleReport, ...change })))).not.toEqual([])
})
