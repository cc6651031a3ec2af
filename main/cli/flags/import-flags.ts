// The flags of an import, and the options that they stand for.
import { betweenSentences } from '@common/words/sentences'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { arrayLayouts, defaultImportOptions, fits, importOptionsSchema, type ImportOptions } from '@contract/data/import-source'
import { Option, type Command } from 'commander'
import { numberOf } from './number-flag'
import { choiceOf } from './choice'
import { UsageError } from './usage-error'

export interface ImportFlags {
  readonly name?: string
  readonly size?: string
  readonly fit?: string
  readonly channels?: string
  readonly test?: string
  readonly testShare?: string
  readonly seed?: string
  readonly unreadable?: string
  readonly transposed?: boolean
  readonly labels?: string
  readonly trainImages?: string
  readonly trainLabels?: string
  readonly testImages?: string
  readonly testLabels?: string
  readonly layout?: string
  readonly white?: string
  readonly imageColumn?: string
  readonly labelColumn?: string
  readonly partColumn?: string
}

const { testShare, seed } = defaultImportOptions

/** In the order of the help. */
const options: readonly (readonly [flags: string, help: string])[] = [
  ['--name <title>', phrase('title of the data set (without: as the source is called)')],
  ['--size <n|HxW>', phrase('height and width of all images in pixels (without: that of the originals, where they have one)')],
  ['--fit <how>', phrase('how images get that size: {ways} (default: {usual})', { ways: enumeration(fits), usual: defaultImportOptions.fit })],
  ['--channels <1|3>', phrase('1: grey, 3: colour (without: as the originals are)')],
  ['--test <part>', phrase('what tests: own (images that the source has for it), share (a share of each class), or the name of a part (without: own, else share)')],
  ['--test-share <p>', phrase('share of each class that tests (default: {share})', { share: testShare })],
  ['--seed <n>', phrase('what the share is drawn by (default: {seed})', { seed })],
  ['--unreadable <what>', phrase('what becomes of the import when an image cannot be read: leave-out, stop (default: leave-out)')],
  ['--transposed', phrase('IDX: exchange rows and columns, as EMNIST asks for (without: by the names of the files)')],
  ['--no-transposed', phrase('IDX: leave rows and columns as they are')],
  ['--labels <which>', phrase('CIFAR-100: fine, coarse (default: fine)')],
  ['--train-images <array>', phrase('NumPy: array or file of the training images (without: by the usual names, as for the next three)')],
  ['--train-labels <array>', phrase('NumPy: of their labels')],
  ['--test-images <array>', phrase('NumPy: of the test images')],
  ['--test-labels <array>', phrase('NumPy: of their labels')],
  ['--layout <layout>', phrase('NumPy: {layouts} (without: by the shape)', { layouts: enumeration(arrayLayouts) })],
  ['--white <1|255>', phrase('NumPy, float arrays: the value of white (without: 1 where none is greater)')],
  ['--image-column <column>', phrase('table of labels: column of the paths, by name or number from 1 (without: found out, as for the next two)')],
  ['--label-column <column>', phrase('table of labels: column of the labels')],
  ['--part-column <column>', phrase('table of labels: column of the parts (train, test and so on)')],
]

export function withImportFlags(command: Command): Command {
  return options.reduce((extended, [flags, help]) => extended.addOption(new Option(flags, help)), command)
}

/** @throws UsageError that says which flag is wrong, and how */
export function importOptionsOf(flags: ImportFlags): ImportOptions {
  const asked = {
    ...defaultImportOptions,
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.size !== undefined && { size: sizeOf(flags.size) }),
    ...(flags.fit !== undefined && { fit: choiceOf(flags.fit, fits, '--fit') }),
    ...(flags.channels !== undefined && { channels: Number(choiceOf(flags.channels, ['1', '3'], '--channels')) }),
    ...(flags.test !== undefined && { test: flags.test === 'own' || flags.test === 'share' ? flags.test : { part: flags.test } }),
    ...(flags.testShare !== undefined && { testShare: numberOf(flags.testShare, '--test-share') }),
    ...(flags.seed !== undefined && { seed: numberOf(flags.seed, '--seed') }),
    ...(flags.unreadable !== undefined && { unreadable: choiceOf(flags.unreadable, ['leave-out', 'stop'], '--unreadable') }),
    ...(flags.transposed !== undefined && { transposed: flags.transposed }),
    ...(flags.labels !== undefined && { labels: choiceOf(flags.labels, ['fine', 'coarse'], '--labels') }),
    ...(flags.layout !== undefined && { layout: choiceOf(flags.layout, arrayLayouts, '--layout') }),
    ...(flags.white !== undefined && { white: Number(choiceOf(flags.white, ['1', '255'], '--white')) }),
    arrays: arraysOf(flags),
    columns: columnsOf(flags),
  }
  const { data, error } = importOptionsSchema.safeParse(asked)
  if (data) return data
  throw new UsageError(error.issues.map(({ path, message }) => phrase('{flag} {fault}.', { flag: `--${String(path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, fault: message })).join(betweenSentences))
}

/** `64`, or `48x64`: height and width. */
function sizeOf(text: string): { readonly height: number; readonly width: number } {
  const [height = '', width = height, ...more] = text.split(/[x×]/)
  if (more.length > 0) throw new UsageError(phrase('--size takes one number, or height and width such as 48x64, not "{text}".', { text }))
  return { height: numberOf(height, '--size') ?? 0, width: numberOf(width, '--size') ?? 0 }
}

function arraysOf({ trainImages, trainLabels, testImages, testLabels }: ImportFlags): ImportOptions['arrays'] {
  const hasTest = testImages !== undefined
  if (trainImages !== undefined && trainLabels !== undefined && hasTest === (testLabels !== undefined)) return { trainImages, trainLabels, testImages: testImages ?? null, testLabels: testLabels ?? null }
  if ([trainImages, trainLabels, testImages, testLabels].every((name) => name === undefined)) return null
  throw new UsageError(phrase('Give --train-images and --train-labels together, and --test-images and --test-labels too, or neither of these.'))
}

function columnsOf({ imageColumn: image, labelColumn: label, partColumn: part }: ImportFlags): ImportOptions['columns'] {
  if (image !== undefined && label !== undefined) return { image, label, part: part ?? null }
  if ([image, label, part].every((name) => name === undefined)) return null
  throw new UsageError(phrase('Give --image-column and --label-column together.'))
}
