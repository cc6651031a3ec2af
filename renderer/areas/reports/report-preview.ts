// Keeps the preview of a report up to date with what is chosen and written.
import type { ReportPreview } from '@contract/api/reports-api'
import { toProblem, type Problem } from '@contract/problem'
import type { ReportOptions, ReportSubject } from '@contract/reports/report-request'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { ask } from '../../frame/lab'
import { newestQuestion } from '../../frame/newest-question'
import { subjectKey } from './report-address'

interface Question {
  readonly subject: ReportSubject
  readonly options: ReportOptions
}

export interface PreviewOfReport {
  /** The newest preview of the subject; null before the first. While another one is made, or cannot be made, it stays. */
  readonly preview: ComputedRef<ReportPreview | null>
  /** Why the newest one could not be made. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  readonly isBusy: Readonly<Ref<boolean>>
  /** Asks for a preview with these options. */
  readonly show: (options: ReportOptions) => void
}

/** @param subject null: there is nothing to show */
export function useReportPreview(subject: () => ReportSubject | null): PreviewOfReport {
  const key = computed(() => {
    const now = subject()
    return now && subjectKey(now)
  })
  const shown = shallowRef<{ readonly key: string; readonly preview: ReportPreview } | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isBusy = ref(false)
  let newest: Question | null = null

  const put = newestQuestion<Question, Question, ReportPreview>(
    (question) => ask('previewReport', question.subject, question.options),
    (preview, question) => {
      ended(question, null)
      shown.value = { key: subjectKey(question.subject), preview }
    },
    (error, question) => {
      ended(question, toProblem(error))
    },
  )

  function ended(question: Question, fault: Problem | null): void {
    if (question === newest) isBusy.value = false
    if (subjectKey(question.subject) === key.value) problem.value = fault
  }

  function show(options: ReportOptions): void {
    const now = subject()
    if (!now) return
    if (newest && subjectKey(newest.subject) !== key.value) problem.value = null
    newest = { subject: now, options }
    isBusy.value = true
    put(newest, newest)
  }

  const preview = computed(() => (shown.value && shown.value.key === key.value ? shown.value.preview : null))
  return { preview, problem, isBusy, show }
}
