// Saves a report where the user says, and knows the file that was saved last.
import type { ReportFormat, ReportOptions, ReportSubject } from '@contract/reports/report-request'
import type { Problem } from '@contract/problem'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { useAttempts } from '../../frame/attempts'
import { ask } from '../../frame/lab'

export interface ReportSaving {
  /** The format that is being written; null: none. */
  readonly writing: Readonly<Ref<ReportFormat | null>>
  /** Path of the file that was saved last; null: none. */
  readonly saved: Readonly<ShallowRef<string | null>>
  readonly problem: Readonly<ShallowRef<Problem | null>>
  readonly save: (subject: ReportSubject, format: ReportFormat, options: ReportOptions) => Promise<void>
  /** Stops the writing; no file is written then. */
  readonly stop: () => Promise<void>
  /** Shows the saved file in the system's file manager, or opens it. */
  readonly look: (call: 'showReport' | 'openReport') => Promise<void>
  readonly forget: () => void
}

export function useReportSaving(): ReportSaving {
  const { problem, attempt, forget: forgetProblem } = useAttempts()
  const writing = ref<ReportFormat | null>(null)
  const saved = shallowRef<string | null>(null)

  async function save(subject: ReportSubject, format: ReportFormat, options: ReportOptions): Promise<void> {
    if (writing.value !== null) return
    writing.value = format
    await attempt(async () => {
      saved.value = (await ask('saveReport', subject, format, options)) ?? saved.value
    })
    writing.value = null
  }

  const stop = (): Promise<void> => attempt(async () => {
    await ask('stopReport')
  })

  const look = (call: 'showReport' | 'openReport'): Promise<void> => attempt(async () => {
    if (saved.value !== null) await ask(call, saved.value)
  })

  function forget(): void {
    forgetProblem()
    saved.value = null
  }

  return { writing, saved, problem, save, stop, look, forget }
}
