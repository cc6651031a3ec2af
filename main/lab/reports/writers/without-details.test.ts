// Reports for paper: those of many runs leave out what folds, and say so.
import { expect, it } from 'vitest'
import type { ReportDocument } from '@contract/reports/report-document'
import { sampleSpec } from '../../testing/samples'
import { paragraph } from '../blocks'
import { specListing } from '../parts/environment-part'
import { sampleReport } from '../testing/sample-report'
import { reportForPaper } from './without-details'

/** A section for each run, in a section of all. */
function reportOf(runs: number, subject: ReportDocument['subject'] = 'runs'): ReportDocument {
  const ids = Array.from({ length: runs }, (_, index) => `run-${index + 1}`)
  const sections = ids.map((id) => ({ id, title: id, part: null, blocks: [paragraph(`Words of ${id}.`), specListing(`${id}.json`, sampleSpec())], sections: [] }))
  const overview = { id: 'overview', title: 'Overview', part: null, blocks: [paragraph('All.')], sections: [] }
  return { ...sampleReport, subject, sections: [overview, { id: 'runs', title: 'Runs', part: null, blocks: [], sections }], specs: Object.fromEntries(ids.map((id) => [id, sampleSpec()])) }
}

it('leaves out the details of more than eight runs, and says so where they would be', () => {
  const { sections: [overview, runs] } = reportForPaper(reportOf(9))
  expect(JSON.stringify(runs)).not.toContain('"details"')
  expect(runs?.sections.map(({ blocks }) => blocks)).toEqual(Array.from({ length: 9 }, (_, index) => [paragraph(`Words of run-${index + 1}.`)]))
  expect(runs?.blocks[0]).toMatchObject({ role: 'note', text: expect.stringMatching(/^With more than 8 runs a PDF leaves out what is folded up/) as string })
  expect(overview?.blocks).toEqual([paragraph('All.')])
})

it('keeps those of a few runs, and of an experiment', () => {
  for (const report of [reportOf(8), reportOf(9, 'experiment')]) expect(reportForPaper(report)).toBe(report)
})
