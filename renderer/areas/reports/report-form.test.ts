// What is chosen and written for reports: remembered for each kind of subject, for all reports, and for each report by itself.
import { usualParts } from '@contract/reports/report-parts'
import { reportOptionsSchema, type ReportSubject } from '@contract/reports/report-request'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { reportAddress, subjectOf } from './report-address'
import { useReportForm } from './report-form'

const run: ReportSubject = { kind: 'runs', ids: ['lenet-1'] }
const others: ReportSubject = { kind: 'runs', ids: ['lenet-2', 'lenet-3'] }
const sweep: ReportSubject = { kind: 'sweep', id: 'sweep-1' }

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
  setActivePinia(createPinia())
})

/** The form of a window that is opened after this one. */
async function reopened(): Promise<ReturnType<typeof useReportForm>> {
  await nextTick()
  vi.runAllTimers()
  setActivePinia(createPinia())
  return useReportForm()
}

it('is as usual until something is ticked; what is ticked holds for all reports of that kind', async () => {
  const form = useReportForm()
  expect(form.optionsOf(run).parts).toEqual(usualParts('runs'))
  form.tick('runs', 'curves', false)
  form.tick('runs', 'telemetry', true)
  const again = await reopened()
  const { parts } = again.optionsOf(others)
  expect(parts).not.toContain('curves')
  expect(parts).toContain('telemetry')
  expect(again.optionsOf(sweep).parts).toEqual(usualParts('sweep'))
  again.tickUsual('runs')
  expect(again.optionsOf(run).parts).toEqual(usualParts('runs'))
})

it('keeps author, course and paper for all reports, and title, date and text for the one that they were written for', async () => {
  const form = useReportForm()
  form.author = 'Ada'
  form.paper = 'letter'
  form.write(run, { title: 'Mine' })
  form.write(run, { text: 'It is $x^2$.' })
  const again = await reopened()
  expect(again.optionsOf(run)).toMatchObject({ author: 'Ada', paper: 'letter', title: 'Mine', text: 'It is $x^2$.' })
  expect(again.optionsOf(others)).toMatchObject({ author: 'Ada', paper: 'letter', title: '', text: '' })
  expect(reportOptionsSchema.safeParse(again.optionsOf(run)).error).toBeUndefined()
})

it('begins anew where another version has stored something else', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  localStorage.setItem('cnn-lab-reports', '{ "author": 1 }')
  expect(useReportForm().optionsOf(run)).toMatchObject({ author: '', paper: 'a4' })
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})

it.each<ReportSubject>([run, others, { kind: 'comparison', ids: ['lenet-1', 'lenet-2'] }, sweep, { kind: 'experiment', id: 'batch-size-1' }])('names its subject in its address: %j', (subject) => {
  const { query } = reportAddress(subject) as { readonly query: Record<string, string> }
  expect(subjectOf(query)).toEqual(subject)
})

it('is of nothing where the address names no runs, or one run to compare', () => {
  expect(subjectOf({ kind: 'runs', ids: '' })).toBeNull()
  expect(subjectOf({ kind: 'comparison', ids: 'lenet-1,lenet-1' })).toBeNull()
  expect(subjectOf({ kind: 'network', ids: 'lenet' })).toBeNull()
})
