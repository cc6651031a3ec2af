// The page of a report asks for a preview once when it opens and once for each change, and says where there is nothing to report yet.
import { runRecord } from '@contract/testing/sample-runs'
import type { ReportOptions } from '@contract/reports/report-request'
import { flushPromises, shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { KeepAlive, h, nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../testing/lab-in-memory'
import { useReportForm } from './report-form'
import ReportView from './ReportView.vue'

const route = { name: 'report', query: { kind: 'runs', ids: 'lenet-1' } }
vi.mock('vue-router', () => ({ useRoute: () => route }))
// Parts of the component kit, and what is made of them.
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { template: '<span />' } }))
vi.mock('@nuxt/ui/components/Progress.vue', () => ({ default: { template: '<span />' } }))
vi.mock('../../fields/SegmentedChoice.vue', () => ({ default: { template: '<span />' } }))
vi.mock('../../frame/ProblemNotice.vue', () => ({ default: { template: '<span />' } }))
vi.mock('./ReportFields.vue', () => ({ default: { template: '<span />' } }))
vi.mock('./ReportParts.vue', () => ({ default: { template: '<span />' } }))
vi.mock('./SaveReport.vue', () => ({ default: { template: '<span />' } }))

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
  setActivePinia(createPinia())
})

/** The page as the window shows it, kept alive. */
async function opened(run: ReturnType<typeof runRecord>) {
  const lab = installLab({ record: () => run, reportParts: () => [], previewReport: (_subject, { title }) => ({ html: '', title, date: '' }) })
  const page = shallowMount({ render: () => h(KeepAlive, () => h(ReportView)) }, { global: { stubs: { ReportView: false, KeepAlive: false } } })
  await flushPromises()
  const titles = (): unknown[] => lab.asked.mock.calls.filter(([call]) => call === 'previewReport').map(([, , options]) => (options as ReportOptions).title)
  return { page, titles }
}

it('asks once when it opens, at once for what is ticked, and after a pause for what is typed', async () => {
  const { titles } = await opened(runRecord({ id: 'lenet-1', status: 'completed' }))
  expect(titles()).toEqual([''])
  const form = useReportForm()
  form.tick('runs', 'curves', false)
  await flushPromises()
  expect(titles()).toEqual(['', ''])
  for (const title of ['L', 'La', 'Lab']) {
    form.write({ kind: 'runs', ids: ['lenet-1'] }, { title })
    await nextTick()
  }
  await flushPromises()
  expect(titles()).toEqual(['', ''])
  vi.advanceTimersByTime(1000)
  await flushPromises()
  expect(titles()).toEqual(['', '', 'Lab'])
})

it('says that a run that waits has no report yet, and asks for none', async () => {
  const { page, titles } = await opened(runRecord({ id: 'lenet-1', status: 'queued', startedAt: null }))
  expect(page.text()).toContain('waits for its turn')
  expect(titles()).toEqual([])
})
