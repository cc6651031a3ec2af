// What is chosen and written for reports: parts for each kind of subject, author, course and paper for all, and the words of each report.
import { partsOfSubject, usualParts, type ReportPartName, type ReportSubjectKind } from '@contract/reports/report-parts'
import type { ReportOptions, ReportSubject } from '@contract/reports/report-request'
import { defineStore } from 'pinia'
import { reactive, ref, watch } from 'vue'
import { subjectKey } from './report-address'
import { storeReportForm, storedReportForm, type ReportWords } from './stored-report-form'

/** Milliseconds without a change after which the form is stored. */
const pause = 400

const noWords = (): ReportWords => ({ title: '', date: '', text: '' })
const isEmpty = ({ title, date, text }: ReportWords): boolean => title === '' && date === '' && text === ''

export const useReportForm = defineStore('report-form', () => {
  const stored = storedReportForm()
  const author = ref(stored.author)
  const course = ref(stored.course)
  const paper = ref(stored.paper)
  const ticks = reactive(stored.ticks)
  const words = reactive(new Map(stored.words))

  let timer: ReturnType<typeof setTimeout> | undefined
  /** Stores what is not stored yet. */
  function store(): void {
    clearTimeout(timer)
    timer = undefined
    storeReportForm({ author: author.value, course: course.value, paper: paper.value, ticks, words: [...words].filter(([, written]) => !isEmpty(written)) })
  }
  watch([author, course, paper, ticks, words], () => {
    clearTimeout(timer)
    timer = setTimeout(store, pause)
  }, { deep: true })
  window.addEventListener('pagehide', () => { if (timer !== undefined) store() })

  const isTicked = (kind: ReportSubjectKind, part: ReportPartName): boolean => ticks[kind][part] ?? usualParts(kind).includes(part)

  function tick(kind: ReportSubjectKind, part: ReportPartName, isOn: boolean): void {
    ticks[kind][part] = isOn
  }

  /** Ticks the parts again that such reports usually have. */
  function tickUsual(kind: ReportSubjectKind): void {
    ticks[kind] = {}
  }

  const wordsOf = (subject: ReportSubject): ReportWords => words.get(subjectKey(subject)) ?? noWords()

  function write(subject: ReportSubject, changes: Partial<ReportWords>): void {
    const written = { ...wordsOf(subject), ...changes }
    words.delete(subjectKey(subject)) // so that it comes behind those that were written before
    words.set(subjectKey(subject), written)
  }

  const optionsOf = (subject: ReportSubject): ReportOptions => ({
    parts: partsOfSubject(subject.kind).filter((part) => isTicked(subject.kind, part)),
    ...wordsOf(subject),
    author: author.value,
    course: course.value,
    paper: paper.value,
    isInline: false,
  })

  return { author, course, paper, ticks, isTicked, tick, tickUsual, wordsOf, write, optionsOf }
})
