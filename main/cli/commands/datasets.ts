// `cnn-lab datasets`: the data sets that there are, what is known of one, imports and removals.
import { importedCounts } from '@common/training/imported-counts'
import { formatBytes, formatCount, formatCounted, formatFullMoment, formatShape } from '@common/words/plain-format'
import { enumeration, listedWords, withRemark } from '@common/words/listed-words'
import { splitWords } from '@common/words/split-words'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { sourceKinds, type SourcePreview } from '@contract/data/import-source'
import type { DatasetUses } from '@contract/data/imports'
import type { StoredDataset } from '@contract/data/stored-dataset'
import { resolve } from 'node:path'
import { datasetInfo, datasets, formerDatasets } from '../../data/catalogue'
import { storedDataset } from '../../data/stored/stored-datasets'
import type { Lab } from '../../lab/lab'
import { importOptionsOf, type ImportFlags } from '../flags/import-flags'
import { datasetIdOf } from '../flags/named-dataset'
import type { JsonFlag } from '../flags/shared-options'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { ImportDisplay } from '../terminal/import-display'
import { imageWords, leftOutLines, tellImported } from '../terminal/imported-text'
import { table, type Column } from '../terminal/table'
import { displayWidth } from '@common/words/wide-letters'
import { padded } from '../terminal/text-width'

export interface ImportCommandFlags extends JsonFlag {
  readonly preview?: boolean
}

export interface RemoveFlags extends JsonFlag {
  readonly yes?: boolean
}

const right = (title: string): Column => ({ title, align: 'right' })

/** Lists all data sets; `--json`: one object a line. */
export async function listDatasets(json: boolean, context: CommandContext): Promise<void> {
  const { stdout, stderr } = context
  await withLab(context, () => {
    if (json) for (const info of datasets()) sayJson(stdout, info)
    else say(stdout, listing(datasets(), stdout))
    const former = formerDatasets()
    if (former.length > 0 && !json) say(stderr, phrase(former.length === 1 ? 'Removed, but runs refer to it: {datasets}.' : 'Removed, but runs refer to them: {datasets}.', { datasets: enumeration(former.map(({ id }) => id)) }))
    return Promise.resolve()
  })
}

function listing(sets: readonly DatasetInfo[], output: Output): string {
  const columns = [{ title: phrase('data set') }, { title: phrase('title') }, right(phrase('train § images of a data set')), right(phrase('test § images of a data set')), right(phrase('image')), right(phrase('classes')), { title: phrase('description') }]
  const rows = sets.map(({ id, title, trainImages, testImages, channels, height, width, classes, description }) => [
    ...[id, title, formatCount(trainImages), formatCount(testImages), formatShape([channels, height, width])],
    ...[formatCount(classes.length), description],
  ])
  return table(columns, rows, { output })
}

/** Imports a source, or shows what an import would make; `--json`: the events of progress, then the outcome with the facts of the set. */
export async function importSource(sources: readonly string[], { preview = false, json = false, ...flags }: ImportCommandFlags & ImportFlags, context: CommandContext): Promise<void> {
  const { stdout, stderr } = context
  const options = importOptionsOf(flags)
  const paths = sources.map((source) => resolve(source))
  await withLab(context, async (lab) => {
    context.onInterrupt(() => void lab.imports.cancelImport())
    if (preview) {
      const found = await lab.imports.preview(paths, options)
      if (json) sayJson(stdout, { ...found, images: found.images.map(({ name, label }) => ({ name, label })) })
      else say(stdout, ...previewLines(found, stdout))
      return
    }
    const display = new ImportDisplay(stderr)
    try {
      const imported = await lab.imports.importFiles(paths, options, null, {
        onProgress: (progress) => {
          if (json) sayJson(stdout, { type: 'import-progress', progress })
          display.show(progress)
        },
      })
      display.close()
      tellImported(imported, json, context)
    } finally {
      display.close()
    }
  })
}

/** What a source holds, and what would become of it. */
function previewLines({ kind, title, options, classes, parts, shape, originals, leftOut, bytes, notes }: SourcePreview, output: Output): readonly string[] {
  const sizes = originals.slice(0, 5).map(({ width, height, images }) => withRemark(formatShape([width, height]), String(images))).join(phrase(', '))
  const test = options.test === 'share' ? phrase('{share} of each class, drawn by seed {seed}', { share: options.testShare, seed: options.seed }) : typeof options.test === 'object' && options.test ? phrase('part {part}', { part: options.test.part }) : phrase("the source's own")
  const counts = importedCounts({ parts }, options)
  const facts: readonly (readonly [string, string])[] = [
    [phrase('what it is'), withRemark(title, sourceKinds[kind])],
    [phrase('title'), options.name ?? ''],
    [phrase('images'), shape ? formatShape([shape.channels, shape.height, shape.width]) : phrase('of different sizes: give --size')],
    ...(sizes === '' ? [] : [[phrase('first originals'), sizes] as const]),
    [phrase('test § images of a data set'), test],
    [phrase('split § of a data set'), splitCounts(counts)],
    ...(bytes === null ? [] : [[phrase('on the disk'), formatBytes(bytes)] as const]),
  ]
  const rows = classes.map((name, label) => [name, ...parts.map(({ counts }) => formatCount(counts[label] ?? 0))])
  const totals = [phrase('all'), ...parts.map(({ counts }) => formatCount(counts.reduce((sum, count) => sum + count, 0)))]
  return [...factLines(facts), '', table([{ title: phrase('class') }, ...parts.map(({ name }) => right(name))], rows, { totals, output }), ...notes.map((note) => phrase('Note: {note}', { note })), ...leftOutLines(leftOut)]
}

const splitCounts = ({ train, validation, test }: ReturnType<typeof importedCounts>): string =>
  validation > 0
    ? phrase('{train} training, {validation} validation, {test} test images', { train: formatCount(train), validation: formatCount(validation), test: formatCount(test) })
    : phrase('{train} training, {test} test images', { train: formatCount(train), test: formatCount(test) })

function factLines(facts: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(...facts.map(([name]) => displayWidth(name)))
  return facts.map(([name, value]) => `${padded(name, width)}  ${value}`)
}

/** Prints the facts of a data set; `--json`: its manifest, of a bundled set its facts. */
export async function showDataset(name: string, json: boolean, context: CommandContext): Promise<void> {
  const { stdout } = context
  await withLab(context, async (lab) => {
    const id = datasetIdOf(name)
    const [info, stored, uses] = [datasetInfo(id), storedDataset(id), await lab.imports.datasetUses(id)]
    if (json) sayJson(stdout, stored ? { ...stored, uses } : { info, uses })
    else say(stdout, ...factLines(datasetFacts(info, stored, uses)), ...(stored ? ['', classTable(stored, stdout), ...leftOutLines(stored.leftOut, Infinity)] : []))
  })
}

function datasetFacts(info: DatasetInfo, stored: StoredDataset | null, uses: DatasetUses): readonly (readonly [string, string])[] {
  const values = (numbers: readonly number[]): string => numbers.map((number) => number.toFixed(4)).join(', ')
  return [
    [phrase('data set'), info.id],
    [phrase('title'), info.title],
    [phrase('description'), info.description],
    [phrase('licence'), info.licence],
    [phrase('source'), info.source],
    [phrase('images'), imageWords(info)],
    [phrase('mean'), phrase('{values} by channel, of values in 0 to 1', { values: values(info.mean) })],
    [phrase('deviation'), values(info.deviation)],
    ...(stored ? storedFacts(stored) : []),
    [phrase('used by'), [formatCounted(uses.runs, 'run'), formatCounted(uses.sweeps, 'sweep')].join(phrase(', '))],
  ]
}

function storedFacts({ source, fingerprint, decoder, originals, importedAt, removedAt, options }: StoredDataset): readonly (readonly [string, string])[] {
  const sizes = originals.slice(0, 3).map(({ width, height, images }) => withRemark(formatShape([width, height]), formatCount(images)))
  return [
    [phrase('imported'), phrase('{moment} from {source}', { moment: formatFullMoment(importedAt), source: sourceKinds[source.kind] })],
    ...(removedAt === null ? [] : [[phrase('removed'), phrase('{moment}; only these facts are left', { moment: formatFullMoment(removedAt) })] as const]),
    [phrase('originals'), `${sizes.join(phrase(', '))}${originals.length > 3 ? phrase(' and {count} more sizes', { count: formatCount(originals.length - 3) }) : ''}`],
    [phrase('fit § how images get their size'), options.fit],
    [phrase('decoder § of image files'), decoder ?? phrase('none: they came as arrays')],
    [phrase('fingerprint'), fingerprint],
  ]
}

function classTable({ info, counts }: StoredDataset, output: Output): string {
  const splits = (['train', 'validation', 'test'] as const).filter((split) => counts[split].some((count) => count > 0))
  const rows = info.classes.map((name, label) => [String(label), name, ...splits.map((split) => formatCount(counts[split][label] ?? 0))])
  return table([right(phrase('label')), { title: phrase('class') }, ...splits.map((split) => right(splitWords[split]))], rows, { output })
}

/** Removes the images of a data set, unless runs refer to it and `--yes` was not given. `--json`: what was removed. @returns whether it was */
export async function removeDataset(name: string, { yes = false, json = false }: RemoveFlags, context: CommandContext): Promise<boolean> {
  const { stdout, stderr, command } = context
  return withLab(context, async (lab) => {
    const id = datasetIdOf(name)
    const uses = await lab.imports.datasetUses(id)
    if (!yes && uses.runs + uses.sweeps > 0) {
      say(stderr, phrase(isOne(uses) ? '{uses} refers to {id}. Records are kept, but without the images nothing of it can be trained further, evaluated or inspected. To remove them all the same: {command} datasets remove {id} --yes' : '{uses} refer to {id}. Records are kept, but without the images nothing of it can be trained further, evaluated or inspected. To remove them all the same: {command} datasets remove {id} --yes', { uses: useWords(uses), id, command }))
      return false
    }
    await removed(lab, id, json, context)
    if (!json && uses.runs + uses.sweeps > 0) say(stdout, phrase(isOne(uses) ? '{uses} refers to it; records are kept.' : '{uses} refer to it; records are kept.', { uses: useWords(uses) }))
    return true
  })
}

async function removed(lab: Lab, id: string, json: boolean, { stdout }: CommandContext): Promise<void> {
  const outcome = await lab.imports.removeDataset(id)
  await lab.imports.deleteDatasetsForGood()
  if (json) sayJson(stdout, outcome)
  else say(stdout, phrase('Removed: {id} ({bytes}).', { id, bytes: formatBytes(outcome.bytes) }))
}

const isOne = ({ runs, sweeps }: DatasetUses): boolean => runs + sweeps === 1

const useWords = ({ runs, sweeps }: DatasetUses): string => listedWords([...(runs > 0 ? [formatCounted(runs, 'run')] : []), ...(sweeps > 0 ? [formatCounted(sweeps, 'sweep')] : [])])
