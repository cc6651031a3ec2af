// `cnn-lab report`: writes a report of runs, of a comparison, of a sweep or of an experiment.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { mostReportLetters, reportFormats, reportOptionsSchema, usualOptions, type ReportFormat, type ReportOptions } from '@contract/reports/report-request'
import type { ReportSubjectKind } from '@contract/reports/report-parts'
import { extname } from 'node:path'
import { choiceOf } from '../flags/choice'
import { newOutFile } from '../flags/out-file'
import { partsOfFlags, type PartFlags } from '../flags/report-parts'
import { reportSubject } from '../flags/report-subject'
import { textOfFile } from '../flags/text-file'
import { UsageError } from '../flags/usage-error'
import { say, withLab, type CommandContext } from '../terminal/command-context'

export interface ReportFlags extends PartFlags {
  readonly out: string
  readonly format?: string
  readonly compare?: boolean
  readonly title?: string
  readonly author?: string
  readonly course?: string
  readonly date?: string
  readonly text?: string
  readonly paper?: string
  readonly inline?: boolean
  readonly replace?: boolean
}

/** Writes the report, and says on standard error where it lies. */
export async function writeReport(ids: readonly string[], flags: ReportFlags, context: CommandContext): Promise<void> {
  const { out, compare = false, replace = false } = flags
  const format = formatOf(flags)
  const words = wordsOf(flags)
  const path = newOutFile(out, replace)
  const stopping = new AbortController()
  context.onInterrupt(() => {
    stopping.abort(new LabError('report/stopped', phrase('The report was stopped; nothing was written.')))
  })
  await withLab(context, async (lab) => {
    const subject = await reportSubject(lab, ids, compare)
    await lab.reports.write(subject, format, { ...words, parts: partsOf(flags, subject.kind) }, path, { replaces: replace, signal: stopping.signal })
    say(context.stderr, phrase('Report: {path}', { path: out }))
  })
}

/** The format that is named, or that the end of the file's name stands for. */
function formatOf({ format, out, paper, inline = false }: ReportFlags): ReportFormat {
  const ending = extname(out).slice(1).toLowerCase()
  const found = format === undefined ? reportFormats.find((name) => name === ending) : choiceOf(format, reportFormats, '--format')
  if (found === undefined) throw new UsageError(phrase('The name {name} does not tell the format: add --format with one of {formats}.', { name: out, formats: enumeration(reportFormats) }))
  if (paper !== undefined && found !== 'pdf') throw new UsageError(phrase('--paper is that of a PDF.'))
  if (inline && found !== 'md') throw new UsageError(phrase('--inline is about Markdown.'))
  return found
}

/** All options but the parts. */
function wordsOf({ title = '', author = '', course = '', date = '', text, paper, inline = false }: ReportFlags): ReportOptions {
  const { shape } = reportOptionsSchema
  const short = { title, author, course, date }
  for (const [flag, words] of Object.entries(short)) {
    const fault = shape[flag as keyof typeof short].safeParse(words).error?.issues[0]
    if (fault?.code === 'too_big') throw new UsageError(phrase('--{flag} is too long: it may have {most} letters.', { flag, most: String(fault.maximum) }))
  }
  return {
    ...usualOptions('runs'),
    ...short,
    ...(text !== undefined && { text: ownText(text) }),
    ...(paper !== undefined && { paper: choiceOf(paper, shape.paper.options, '--paper') }),
    isInline: inline,
  }
}

function ownText(path: string): string {
  const assertFits = (size: number): void => {
    if (size > mostReportLetters) throw new UsageError(phrase('--text {path} is too long: it may have {most} letters.', { path, most: mostReportLetters }))
  }
  const text = textOfFile(path, `--text ${path}`, (bytes) => { assertFits(bytes / 4) }) // a letter has four bytes at most
  assertFits(text.length)
  return text
}

const partsOf = (flags: ReportFlags, subject: ReportSubjectKind): ReportOptions['parts'] => partsOfFlags(flags, subject, flags.text === undefined ? [] : ['text'])
