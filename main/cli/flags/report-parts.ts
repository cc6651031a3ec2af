// Flags that name parts of a report: `--parts`, `--with`, `--without`.
import { didYouMean } from '@common/words/suggestion'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { partsOfSubject, reportPartSchema, reportParts, usualParts, type ReportPartName, type ReportSubjectKind } from '@contract/reports/report-parts'
import { UsageError } from './usage-error'

export interface PartFlags {
  readonly parts?: string
  readonly with?: string
  readonly without?: string
}

/** A part as it is written in a terminal: `feature-maps`. */
const flagName = (part: ReportPartName): string => part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const partsByFlagName = new Map(reportPartSchema.options.map((part) => [flagName(part), part]))

export const partFlagNames: readonly string[] = [...partsByFlagName.keys()]

/** What each part is, a line each, for the help. */
export function partsHelp(): string {
  const width = Math.max(...partFlagNames.map((name) => name.length))
  return [...partsByFlagName].map(([name, part]) => `  ${name.padEnd(width)} ${reportParts[part].isUsual ? '*' : ' '} ${reportParts[part].help}`).join('\n')
}

/** The parts of a report of such a subject that flags ask for, in their order. @param given parts that another flag asks for @throws UsageError */
export function partsOfFlags({ parts, with: also, without }: PartFlags, subject: ReportSubjectKind, given: readonly ReportPartName[] = []): readonly ReportPartName[] {
  if (parts !== undefined && (also !== undefined || without !== undefined)) throw new UsageError(phrase('--parts names all parts; use it, or --with and --without.'))
  const wanted = new Set(parts === undefined ? usualParts(subject) : partsNamed(parts, '--parts', subject))
  for (const part of also === undefined ? [] : partsNamed(also, '--with', subject)) wanted.add(part)
  for (const part of without === undefined ? [] : partsNamed(without, '--without', subject)) wanted.delete(part)
  for (const part of given) wanted.add(part)
  return partsOfSubject(subject).filter((part) => wanted.has(part))
}

const subjectWords: Readonly<Record<ReportSubjectKind, string>> = { runs: phrase('a report of runs'), comparison: phrase('a comparison'), sweep: phrase('a report of a sweep'), experiment: phrase('a report of an experiment') }

function partsNamed(text: string, flag: string, subject: ReportSubjectKind): readonly ReportPartName[] {
  const possible = partsOfSubject(subject)
  const names = possible.map(flagName)
  return text.split(',').map((word) => word.trim()).filter((word) => word !== '').map((word) => {
    const part = partsByFlagName.get(word)
    if (part === undefined) throw new UsageError(phrase('{flag}: there is no part {word}.{didYouMean} There are {names}.', { flag, word, didYouMean: didYouMean(word, names), names: enumeration(names) }))
    if (!possible.includes(part)) throw new UsageError(phrase('{flag}: {subject} has no part {word}. It can have {names}.', { flag, subject: subjectWords[subject], word, names: enumeration(names) }))
    return part
  })
}
