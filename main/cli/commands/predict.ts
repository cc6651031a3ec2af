// `cnn-lab predict`: reads image files, asks the network in batches, and prints or writes what it says of each.
import { formatCounted } from '@common/words/plain-format'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { Predictions } from '@contract/inspection/prediction'
import { LabError, toProblem } from '@contract/problem'
import { noImageCode, readableKinds } from '../../data/images/checked-header'
import { writeFileWhole } from '../../files/durable-file'
import { csvLine } from '../../lab/reports/csv-line'
import { assertOneNetwork, namedNetwork, type NetworkFlags } from '../flags/inspected-network'
import { listedFiles, type ListedFile } from '../flags/listed-files'
import { newOutFile } from '../flags/out-file'
import { checkedNames, type PreprocessingFlags } from '../flags/preprocessing-flags'
import type { JsonFlag } from '../flags/shared-options'
import { UsageError } from '../flags/usage-error'
import { formOf, userImage } from '../flags/user-image'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { CountBar } from '../terminal/count-bar'
import type { FileAnswer, FileOutcome } from '../terminal/file-outcome'
import { csvHead, csvRow, jsonRow, predictionTable } from '../terminal/prediction-text'
import { problemLine } from '../terminal/terminal-remedy'

export type PredictFlags = NetworkFlags & PreprocessingFlags & JsonFlag & { readonly csv?: string; readonly replace?: boolean }

/** Images that are read before the network is asked about them together. */
const batchSize = 64

/** Files that are named among those that are no images. */
const namedLeftOut = 5

/** Prints what the network says of each image; whether all that were named could be read. @throws UsageError, LabError `predict/...`, those of the network and of files */
export async function predictImages(run: string | undefined, images: readonly string[], flags: PredictFlags, context: CommandContext): Promise<boolean> {
  const { run: id, paths } = runAndPaths(run, images, flags)
  checkedNames(flags)
  const csv = flags.csv === undefined ? null : newOutFile(flags.csv, flags.replace ?? false)
  const files = await listedFiles(paths)
  if (files.length === 0) throw new LabError('predict/no-images', phrase('There are no files in {paths}.', { paths: enumeration(paths) }), phrase('Name files or folders with images.'))
  return withLab(context, async (lab) => {
    const { network, dataset } = await namedNetwork(lab, id, flags)
    const form = await formOf(lab, dataset)
    const classes = dataset.classes
    const outcomes = outcomesOf(files, {
      read: async ({ path }) => userImage(path, flags, form),
      ask: (pixels) => lab.inspection.predictAll(network, pixels),
      classes: classes.length,
    }, context)
    const told = new Outcomes(classes, flags, context)
    if (csv === null) for await (const outcome of outcomes) told.take(outcome)
    else await writeFileWhole(csv, csvLines(outcomes, told, classes))
    told.close(flags.csv)
    return told.isComplete
  })
}

/** With `--model` the first argument is an image too. @throws UsageError */
function runAndPaths(first: string | undefined, others: readonly string[], flags: PredictFlags): { readonly run: string | undefined; readonly paths: readonly string[] } {
  const isModel = flags.model !== undefined
  const [run, paths] = isModel ? [undefined, first === undefined ? [] : [first, ...others]] : [first, others]
  assertOneNetwork(run, flags)
  if (paths.length === 0) throw new UsageError(phrase('Name the images: files or folders.'))
  return { run, paths }
}

interface Asking {
  /** @throws LabError `image/...` */
  readonly read: (file: ListedFile) => Promise<{ readonly pixels: Uint8Array; readonly isInverted: boolean }>
  readonly ask: (images: readonly Uint8Array[]) => Promise<Predictions>
  readonly classes: number
}

/** What becomes of each file, in their order. @throws LabError where the network cannot be asked, `predict/stopped` */
async function* outcomesOf(files: readonly ListedFile[], asking: Asking, { stderr, onInterrupt }: CommandContext): AsyncGenerator<FileOutcome> {
  const stopping = new AbortController()
  onInterrupt(() => { stopping.abort() })
  const bar = new CountBar(stderr, files.length, (read, all) => phrase('{read} of {all} files', { read, all }))
  try {
    for (let start = 0; start < files.length; start += batchSize) {
      if (stopping.signal.aborted) throw new LabError('predict/stopped', phrase('Stopped after {read} of {all}.', { read: start, all: formatCounted(files.length, 'file') }))
      yield* await batchOutcomes(files.slice(start, start + batchSize), asking, (done) => { bar.tell(start + done) })
    }
  } finally {
    bar.close()
  }
}

async function batchOutcomes(files: readonly ListedFile[], { read, ask, classes }: Asking, tell: (done: number) => void): Promise<readonly FileOutcome[]> {
  const outcomes: (FileOutcome | { readonly path: string; readonly pixels: Uint8Array; readonly isInverted: boolean })[] = []
  for (const file of files) {
    try {
      outcomes.push({ path: file.path, ...(await read(file)) })
    } catch (error) {
      const problem = toProblem(error)
      outcomes.push({ kind: !file.isNamed && problem.code === noImageCode ? 'left-out' : 'failed', path: file.path, problem })
    }
    tell(outcomes.length)
  }
  const images = outcomes.flatMap((outcome) => ('pixels' in outcome ? [outcome.pixels] : []))
  const { probabilities } = images.length > 0 ? await ask(images) : { probabilities: new Float32Array() }
  let asked = 0
  return outcomes.map((outcome): FileOutcome => {
    if (!('pixels' in outcome)) return outcome
    const start = classes * asked++
    const answer: FileAnswer = { kind: 'answered', path: outcome.path, isInverted: outcome.isInverted, probabilities: probabilities.slice(start, start + classes) }
    return answer
  })
}

async function* csvLines(outcomes: AsyncIterable<FileOutcome>, told: Outcomes, classes: readonly string[]): AsyncGenerator<string> {
  yield csvLine(csvHead(classes))
  for await (const outcome of outcomes) {
    told.take(outcome)
    if (outcome.kind !== 'left-out') yield csvLine(csvRow(outcome, classes))
  }
}

/** Prints outcomes: JSON at once, a table at the end; what could not be read on standard error. */
class Outcomes {
  readonly #answers: FileAnswer[] = []
  readonly #leftOut: string[] = []
  /** Told at the end, below the bar and the table. */
  readonly #failed: string[] = []
  #answered = 0

  readonly #classes: readonly string[]
  readonly #flags: PredictFlags
  readonly #context: CommandContext

  constructor(classes: readonly string[], flags: PredictFlags, context: CommandContext) {
    this.#classes = classes
    this.#flags = flags
    this.#context = context
  }

  take(outcome: FileOutcome): void {
    const { json = false, csv } = this.#flags
    if (json) sayJson(this.#context.stdout, jsonRow(outcome, this.#classes))
    if (outcome.kind === 'left-out') this.#leftOut.push(outcome.path)
    else if (outcome.kind === 'failed') this.#failed.push(problemLine(outcome.problem, this.#context.command))
    else {
      this.#answered++
      if (!json && csv === undefined) this.#answers.push(outcome)
    }
  }

  close(csv: string | undefined): void {
    const { stdout, stderr } = this.#context
    if (this.#answers.length > 0) say(stdout, predictionTable(this.#answers, this.#classes, stdout))
    const [leftOut, failed] = [this.#leftOut.length, this.#failed.length]
    say(stderr, ...this.#failed)
    if (leftOut > 0) {
      const more = leftOut > namedLeftOut ? phrase(', and {count} more', { count: leftOut - namedLeftOut }) : ''
      say(stderr, phrase('Left out, as no images that can be read: {files}{more}.', { files: enumeration(this.#leftOut.slice(0, namedLeftOut)), more }))
    }
    const sums = [phrase('{images} answered', { images: formatCounted(this.#answered, 'image') }), ...(failed > 0 ? [phrase('{count} not read', { count: failed })] : []), ...(leftOut > 0 ? [phrase('{count} left out', { count: leftOut })] : [])]
    if (this.#answered + failed > 1 || leftOut > 0 || csv !== undefined) say(stderr, `${phrase('{sums}.', { sums: sums.join(phrase(', ')) })}${csv === undefined ? '' : phrase(' Table: {csv}', { csv })}`)
    if (this.#answered === 0 && failed === 0) throw new LabError('predict/no-images', phrase('None of the files is an image that can be read.'), phrase('Name files or folders with images: {kinds}.', { kinds: readableKinds }))
  }

  /** Whether every image was answered. */
  get isComplete(): boolean {
    return this.#failed.length === 0
  }
}
