// THE table of the parts of a report that one may tick: names, words, and in which reports they occur. Order of the table is order of the report.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const reportSubjectKinds = ['runs', 'comparison', 'sweep', 'experiment'] as const
export type ReportSubjectKind = (typeof reportSubjectKinds)[number]

interface ReportPart {
  readonly title: string
  readonly help: string
  readonly subjects: readonly ReportSubjectKind[]
  /** Whether it is ticked until the user chooses. */
  readonly isUsual: boolean
  /** Whether an engine process measures or computes it when the report is made, which takes some seconds. */
  readonly needsEngine?: true
}

const everywhere = reportSubjectKinds

export const reportParts = {
  text: { title: phrase('Your own text'), help: phrase('What you have written, in Markdown with formulas.'), subjects: everywhere, isUsual: true },
  summary: { title: phrase('Summary'), help: phrase('What came out, in sentences that follow from the numbers.'), subjects: everywhere, isUsual: true },
  question: { title: phrase('Question'), help: phrase("The question in the book's words, and what was run to answer it."), subjects: ['experiment'], isUsual: true },
  charts: { title: phrase('Charts'), help: phrase("The experiment's charts and tables."), subjects: ['experiment'], isUsual: true },
  conclusion: { title: phrase('Your conclusion'), help: phrase('What you have written on the page of the experiment.'), subjects: ['experiment'], isUsual: true },
  settings: { title: phrase('Settings'), help: phrase('All settings, and which differ from the preset.'), subjects: ['runs', 'sweep', 'experiment'], isUsual: true },
  data: { title: phrase('Data'), help: phrase('The data set: counts, samples of each class, checksums.'), subjects: ['runs', 'sweep', 'experiment'], isUsual: true },
  network: { title: phrase('Network'), help: phrase('Diagram, and a table of layers with output shapes, parameters and operations.'), subjects: ['runs'], isUsual: true },
  curves: { title: phrase('Curves'), help: phrase('Loss and accuracy over the epochs.'), subjects: ['runs', 'comparison', 'sweep'], isUsual: true },
  results: { title: phrase('Results'), help: phrase('Accuracy with its interval, by class, and the confusion matrix.'), subjects: ['runs', 'comparison', 'sweep'], isUsual: true },
  mistakes: { title: phrase('Mistakes'), help: phrase('The most confident wrong answers, with their images.'), subjects: ['runs'], isUsual: true },
  differences: { title: phrase('Differences'), help: phrase('Settings that differ, and paired tests on the same images.'), subjects: ['comparison'], isUsual: true },
  published: { title: phrase('Published figures'), help: phrase('What others have published, with sources.'), subjects: ['runs', 'experiment'], isUsual: true },
  performance: { title: phrase('Speed and memory'), help: phrase('Images per second and memory over the epochs, predicted and measured.'), subjects: ['runs'], isUsual: true },
  operators: { title: phrase('Time by operator'), help: phrase('Where a training step spends its time.'), subjects: ['runs'], isUsual: false, needsEngine: true },
  filters: { title: phrase('Filters'), help: phrase('What the first convolution has learnt.'), subjects: ['runs'], isUsual: true },
  featureMaps: { title: phrase('Feature maps'), help: phrase('What the convolutions make of one test image.'), subjects: ['runs'], isUsual: false, needsEngine: true },
  pictures: { title: phrase('Pictures from Inspect'), help: phrase('The pictures that were kept with the run.'), subjects: ['runs'], isUsual: true },
  telemetry: { title: phrase('Layers over time'), help: phrase('Outputs and gradients by layer, where they were recorded.'), subjects: ['runs'], isUsual: false },
  epochs: { title: phrase('Results by epoch'), help: phrase('A row for each epoch.'), subjects: ['runs'], isUsual: true },
  points: { title: phrase('All points'), help: phrase('A row for each run of the sweep or experiment.'), subjects: ['sweep', 'experiment'], isUsual: false },
  environment: { title: phrase('Environment'), help: phrase('Hardware, versions, threads, and the command that repeats it.'), subjects: everywhere, isUsual: true },
} as const satisfies Readonly<Record<string, ReportPart>>

export type ReportPartName = keyof typeof reportParts
export const reportPartSchema = z.enum(Object.keys(reportParts) as [ReportPartName, ...ReportPartName[]])

const partsOf = (subject: ReportSubjectKind, isWanted: (part: ReportPart) => boolean): readonly ReportPartName[] =>
  reportPartSchema.options.filter((name) => {
    const part: ReportPart = reportParts[name]
    return part.subjects.includes(subject) && isWanted(part)
  })

/** The parts that reports of such a subject may have, in their order. */
export const partsOfSubject = (subject: ReportSubjectKind): readonly ReportPartName[] => partsOf(subject, () => true)

/** Those that they have until the user chooses. */
export const usualParts = (subject: ReportSubjectKind): readonly ReportPartName[] => partsOf(subject, ({ isUsual }) => isUsual)

/** Whether an engine process is asked for a part, which takes some seconds. */
export function needsEngine(name: ReportPartName): boolean {
  const part: ReportPart = reportParts[name]
  return part.needsEngine === true
}
