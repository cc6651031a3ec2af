// The form of an import: its options as they are typed, and the options that they stand for, or what is wrong with them.
import { phrase } from '@language/phrase'
import { arrayLayouts, fits, importOptionsSchema, type ArrayLayout, type Fit, type ImportOptions } from '@contract/data/import-source'
import { readNumberOf } from '../../../fields/read-number'

/** How a choice is named that is left to the lab, as the source tells it. */
export const asFound = 'as-found'

/** Every option as its field shows it: numbers as typed, choices by name; empty where nothing is given. */
export interface ImportForm {
  /** Empty: as the source is called. */
  readonly name: string
  /** Pixels; both empty: the size of the source. */
  readonly height: string
  readonly width: string
  readonly fit: Fit
  readonly channels: '1' | '3' | typeof asFound
  /** `own`, `share`, or `part:` and the name of a part; `as-found`: `own` where the source has test images. */
  readonly test: string
  /** Percent. */
  readonly testShare: string
  readonly seed: string
  readonly unreadable: ImportOptions['unreadable']
  readonly transposed: 'yes' | 'no' | typeof asFound
  readonly labels: ImportOptions['labels']
  readonly layout: ArrayLayout | typeof asFound
  readonly white: '1' | '255' | typeof asFound
  /** Names of arrays; all empty: found out. */
  readonly trainImages: string
  readonly trainLabels: string
  readonly testImages: string
  readonly testLabels: string
  /** Columns of a table, by name or number; all empty: found out. */
  readonly imageColumn: string
  readonly labelColumn: string
  readonly partColumn: string
}

export type ImportField = keyof ImportForm

/** What the user has changed. */
export type ImportEdits = Readonly<Partial<ImportForm>>

/** The prefix of the choice of a part that tests. */
export const partPrefix = 'part:'

export function importFormOf(options: ImportOptions): ImportForm {
  const { size, channels, test, transposed, white, arrays, columns } = options
  return {
    name: options.name ?? '',
    height: size ? String(size.height) : '',
    width: size ? String(size.width) : '',
    fit: options.fit,
    channels: channels === null ? asFound : channels === 1 ? '1' : '3',
    test: test === null ? asFound : typeof test === 'string' ? test : `${partPrefix}${test.part}`,
    testShare: String(Number((100 * options.testShare).toPrecision(6))),
    seed: String(options.seed),
    unreadable: options.unreadable,
    transposed: transposed === null ? asFound : transposed ? 'yes' : 'no',
    labels: options.labels,
    layout: options.layout ?? asFound,
    white: white === null ? asFound : white === 1 ? '1' : '255',
    ...{ trainImages: arrays?.trainImages ?? '', trainLabels: arrays?.trainLabels ?? '', testImages: arrays?.testImages ?? '', testLabels: arrays?.testLabels ?? '' },
    ...{ imageColumn: columns?.image ?? '', labelColumn: columns?.label ?? '', partColumn: columns?.part ?? '' },
  }
}

/**
 * The form with the user's changes. Of height and width, the one that was not given follows the other, unless the images are no squares: `32` is a square,
 * and a rectangle takes both.
 */
export function formWith(base: ImportForm, edits: ImportEdits): ImportForm {
  const form = { ...base, ...edits }
  if (base.height !== base.width) return form
  return { ...form, height: edits.height ?? form.width, width: edits.width ?? form.height }
}

export type ImportFaults = Readonly<Partial<Record<ImportField, string>>>

export interface ReadImportForm {
  /** Null where a field is wrong. */
  readonly options: ImportOptions | null
  readonly faults: ImportFaults
}

/** The fields of the options that are named otherwise in the form. */
const fieldOf: Readonly<Record<string, ImportField>> = { 'size.height': 'height', 'size.width': 'width' }

const titles: Readonly<Partial<Record<ImportField, string>>> = { name: phrase('The name'), height: phrase('The height'), width: phrase('The width'), seed: phrase('The seed') }

/** Fields whose schemas have words of their own for what is wrong. */
const ownFaults: ReadonlySet<ImportField> = new Set(['name', 'height', 'width'])

/** The fields of options that may be open, i.e. left to the lab. */
const fieldsOfOpen = {
  name: ['name'],
  size: ['height', 'width'],
  channels: ['channels'],
  test: ['test'],
  transposed: ['transposed'],
  layout: ['layout'],
  white: ['white'],
  arrays: ['trainImages', 'trainLabels', 'testImages', 'testLabels'],
  columns: ['imageColumn', 'labelColumn', 'partColumn'],
} as const satisfies Partial<Record<keyof ImportOptions, readonly ImportField[]>>

/** The options of a form, with those open that the user has not changed, so that they are found out anew by what was changed. */
export function openOptions(options: ImportOptions, edits: ImportEdits): ImportOptions {
  const open = Object.entries(fieldsOfOpen).filter(([, fields]) => fields.every((field) => edits[field] === undefined))
  return { ...options, ...Object.fromEntries(open.map(([name]) => [name, null])) }
}

/** Reads the form. */
export function readImportForm(form: ImportForm): ReadImportForm {
  const number = (text: string): number => readNumberOf('number', text)
  const parsed = importOptionsSchema.safeParse({
    name: form.name.trim() === '' ? null : form.name,
    size: form.height.trim() === '' && form.width.trim() === '' ? null : { height: number(form.height), width: number(form.width) },
    fit: form.fit,
    channels: form.channels === asFound ? null : Number(form.channels),
    test: form.test === asFound ? null : form.test.startsWith(partPrefix) ? { part: form.test.slice(partPrefix.length) } : form.test,
    testShare: Number((number(form.testShare) / 100).toPrecision(12)), // 99.9 / 100 is not 0.999
    seed: number(form.seed),
    unreadable: form.unreadable,
    transposed: form.transposed === asFound ? null : form.transposed === 'yes',
    labels: form.labels,
    layout: form.layout === asFound ? null : form.layout,
    white: form.white === asFound ? null : Number(form.white),
    arrays: arraysOf(form),
    columns: columnsOf(form),
  })
  const faults: Partial<Record<ImportField, string>> = { ...nameFaults(form) }
  for (const { path, message } of parsed.error?.issues ?? []) {
    const place = path.join('.')
    const field = fieldOf[place] ?? (place as ImportField)
    faults[field] ??= field === 'testShare' ? phrase('The share must be more than 0 % and less than 100 %.') : phrase('{field} {fault}.', { field: titles[field] ?? phrase('This § field of a form'), fault: ownFaults.has(field) ? message : phrase('must be a whole number') })
  }
  return { options: Object.keys(faults).length === 0 ? (parsed.data ?? null) : null, faults }
}

/** Null where nothing was named. */
function arraysOf({ trainImages, trainLabels, testImages, testLabels }: ImportForm): ImportOptions['arrays'] {
  const [images, labels] = [testImages.trim(), testLabels.trim()]
  if ([trainImages, trainLabels, images, labels].every((name) => name.trim() === '')) return null
  return { trainImages: trainImages.trim(), trainLabels: trainLabels.trim(), testImages: images === '' ? null : images, testLabels: labels === '' ? null : labels }
}

function columnsOf({ imageColumn, labelColumn, partColumn }: ImportForm): ImportOptions['columns'] {
  const part = partColumn.trim()
  if ([imageColumn, labelColumn, part].every((name) => name.trim() === '')) return null
  return { image: imageColumn.trim(), label: labelColumn.trim(), part: part === '' ? null : part }
}

/** Names that must be given where another one is. */
const namesOfPairs: readonly { readonly field: ImportField; readonly wherever: readonly ImportField[]; readonly what: string }[] = [
  { field: 'trainImages', wherever: ['trainLabels', 'testImages', 'testLabels'], what: phrase('the array of the images') },
  { field: 'trainLabels', wherever: ['trainImages', 'testImages', 'testLabels'], what: phrase('the array of the labels') },
  { field: 'testImages', wherever: ['testLabels'], what: phrase('the array of the test images') },
  { field: 'testLabels', wherever: ['testImages'], what: phrase('the array of the test labels') },
  { field: 'imageColumn', wherever: ['labelColumn', 'partColumn'], what: phrase('the column of the image files') },
  { field: 'labelColumn', wherever: ['imageColumn', 'partColumn'], what: phrase('the column of the labels') },
]

function nameFaults(form: ImportForm): ImportFaults {
  const lacking = namesOfPairs.filter(({ field, wherever }) => form[field].trim() === '' && wherever.some((other) => form[other].trim() !== ''))
  return Object.fromEntries(lacking.map(({ field, what }) => [field, phrase('Name {what}, too.', { what })]))
}

/** The ways of fitting, in the order of choosers, with what becomes of an image of another form. */
export const fitChoices: readonly { readonly value: Fit; readonly label: string; readonly words: string }[] = fits.map((value) => ({
  value,
  label: { crop: phrase('Crop'), pad: phrase('Pad'), stretch: phrase('Stretch') }[value],
  words: { crop: phrase('Scaled until they cover; the middle is kept.'), pad: phrase('Scaled until they fit; black around.'), stretch: phrase('Each side is scaled on its own.') }[value],
}))

export const layoutChoices = arrayLayouts.map((value) => ({ value, label: { NHWC: 'N × H × W × C', NCHW: 'N × C × H × W', NHW: phrase('N × H × W, grey') }[value] }))
