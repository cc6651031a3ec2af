// Stores what was chosen and written for reports, so that it is there when the window is opened again.
import { reportPartSchema } from '@contract/reports/report-parts'
import { reportOptionsSchema } from '@contract/reports/report-request'
import { z } from 'zod'

const storageKey = 'cnn-lab-reports'

/** Most subjects whose words are kept; those that were written first are forgotten first. */
const mostKept = 50

const { title, author, course, date, text, paper } = reportOptionsSchema.shape

/** What is written for one report. */
const reportWordsSchema = z.object({ title, date, text })
export type ReportWords = z.infer<typeof reportWordsSchema>

/** Parts that were ticked or unticked by the user; the others are as usual. */
const ticksSchema = z.partialRecord(reportPartSchema, z.boolean())

const storedSchema = z.object({
  /** The same in all reports. */
  author,
  course,
  paper,
  ticks: z.object({ runs: ticksSchema, comparison: ticksSchema, sweep: ticksSchema, experiment: ticksSchema }),
  /** By `subjectKey`, those that were written last at the end. */
  words: z.array(z.tuple([z.string(), reportWordsSchema])),
})
export type StoredReportForm = z.infer<typeof storedSchema>

const nothingStored = (): StoredReportForm => ({ author: '', course: '', paper: 'a4', ticks: { runs: {}, comparison: {}, sweep: {}, experiment: {} }, words: [] })

/** Stores the form; where the window cannot store anything, the form is empty when the window is opened again. */
export function storeReportForm(form: StoredReportForm): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...form, words: form.words.slice(-mostKept) }))
  } catch (error) {
    console.warn('What was written for reports cannot be kept for the next time.', error)
  }
}

/** The stored form; an empty one where there is none that this version can read. */
export function storedReportForm(): StoredReportForm {
  try {
    const stored = localStorage.getItem(storageKey)
    return stored === null ? nothingStored() : storedSchema.parse(JSON.parse(stored))
  } catch (error) {
    console.warn('What was written for reports the last time cannot be read.', error)
    return nothingStored()
  }
}
