// The preview of a report: the newest question wins, another subject shows nothing of the one before, and a fault keeps what was shown.
import { usualParts } from '@contract/reports/report-parts'
import type { ReportOptions, ReportSubject } from '@contract/reports/report-request'
import { flushPromises } from '@vue/test-utils'
import { ref } from 'vue'
import { expect, it } from 'vitest'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useReportPreview } from './report-preview'

const options = (title: string): ReportOptions => ({ parts: usualParts('runs'), title, author: '', course: '', date: '', text: '', paper: 'a4', isInline: false })
const run = (id: string): ReportSubject => ({ kind: 'runs', ids: [id] })

/** A lab that answers when it is told to: with the title as HTML, or with a problem for the title `faulty`. */
function slowLab() {
  const waiting: (() => void)[] = []
  const lab = installLab({
    previewReport: async (_subject, { title }) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      if (title === 'faulty') throw new Refusal({ code: 'report/odd', message: 'It cannot be made.', remedy: '' })
      return { html: title, title, date: '' }
    },
  })
  const answer = async (): Promise<void> => {
    waiting.shift()?.()
    await flushPromises()
  }
  return { lab, answer }
}

it('asks one question at a time, and then for what was chosen last', async () => {
  const { lab, answer } = slowLab()
  const { preview, isBusy, show } = useReportPreview(() => run('a'))
  show(options('one'))
  show(options('two'))
  show(options('three'))
  await answer()
  expect(preview.value?.html).toBe('one')
  expect(isBusy.value).toBe(true)
  await answer()
  expect(preview.value?.html).toBe('three')
  expect(isBusy.value).toBe(false)
  expect(lab.asked).toHaveBeenCalledTimes(2)
})

it('shows nothing of another subject, even where its answer comes late', async () => {
  const { answer } = slowLab()
  const subject = ref(run('a'))
  const { preview, show } = useReportPreview(() => subject.value)
  show(options('of a'))
  subject.value = run('b')
  show(options('of b'))
  await answer()
  expect(preview.value).toBeNull()
  await answer()
  expect(preview.value?.html).toBe('of b')
})

it('keeps the last preview while the next one cannot be made, and says why', async () => {
  const { answer } = slowLab()
  const { preview, problem, isBusy, show } = useReportPreview(() => run('a'))
  show(options('good'))
  await answer()
  show(options('faulty'))
  show(options('good again'))
  await answer()
  expect(problem.value?.code).toBe('report/odd')
  expect(preview.value?.html).toBe('good')
  await answer()
  expect(problem.value).toBeNull()
  expect(preview.value?.html).toBe('good again')
  expect(isBusy.value).toBe(false)
})
