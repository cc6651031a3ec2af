// The evaluations of runs as they lie on the disk. Part of the store, so that reading and sorting a million images holds up no window.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import type { EvaluatedImages, EvaluationAnswers, ImageQuery } from '@contract/api/evaluations-api'
import type { LabelCorrection } from '@contract/data/label-correction'
import { LabError } from '@contract/problem'
import { parametersFile, type CheckpointInfo } from '@contract/runs/checkpoints'
import { evaluationNameSchema, evaluationsFolder, type EvaluationFacts } from '@contract/runs/evaluation'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import { EvaluationFile, evaluationFactsIn } from '../../evaluations/evaluation-file'
import { BrokenSeal, sealedFileSum } from '../../files/sealed-folder'
import { ViewedEvaluation, type EvaluationFigures } from '../evaluations/viewed-evaluation'

/** An evaluation among those of its run. */
export interface NamedEvaluation {
  readonly name: string
  readonly facts: EvaluationFacts
}

/** Evaluations whose columns are kept in memory: two runs that are compared, each on two splits. */
const mostOpen = 4

interface OpenEvaluation {
  readonly folder: string
  readonly file: EvaluationFile
  /** Null where it was looked at with other corrections since. */
  view: { readonly corrections: string; readonly evaluation: ViewedEvaluation } | null
}

export class EvaluationShelf {
  /** The one that was used last comes last. */
  #open: OpenEvaluation[] = []

  /** Every whole evaluation of a run, that of the latest step first. @param runFolder absolute path of the run's folder */
  list(runFolder: string): readonly NamedEvaluation[] {
    const found = namesIn(join(runFolder, evaluationsFolder)).flatMap((name) => {
      const facts = evaluationFactsIn(join(runFolder, evaluationsFolder, name))
      return facts ? [{ name, facts }] : []
    })
    return found.sort((a, b) => b.facts.checkpoint.step - a.facts.checkpoint.step || b.facts.checkpoint.epoch - a.facts.checkpoint.epoch || a.name.localeCompare(b.name))
  }

  /** The facts of an evaluation; null where it is missing or damaged, or where the checkpoint in its place is another one by now. */
  find(runFolder: string, name: string, checkpoint: CheckpointInfo): EvaluationFacts | null {
    const facts = evaluationFactsIn(join(runFolder, evaluationsFolder, name))
    const now = parametersSum(join(runFolder, checkpoint.folder))
    return facts && (now === null || now === facts.parametersSha256) ? facts : null
  }

  /** @throws LabError `evaluation/unknown` */
  facts(runFolder: string, name: string): EvaluationFacts {
    const facts = evaluationFactsIn(join(runFolder, evaluationsFolder, name))
    if (facts) return facts
    throw new LabError('evaluation/unknown', phrase('There is no evaluation {name} of this run.', { name }), phrase('Evaluate the run again.'))
  }

  /** @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  figures(runFolder: string, name: string, corrections: readonly LabelCorrection[]): EvaluationFigures {
    return this.#viewed(runFolder, name, corrections).figures
  }

  /** @throws as {@link figures} does */
  matrix(runFolder: string, name: string, corrections: readonly LabelCorrection[]): ConfusionMatrix {
    return this.#viewed(runFolder, name, corrections).matrix
  }

  /** @throws as {@link figures} does */
  answers(runFolder: string, name: string, corrections: readonly LabelCorrection[]): EvaluationAnswers {
    return this.#viewed(runFolder, name, corrections).answers
  }

  /** @throws as {@link figures} does */
  images(runFolder: string, name: string, corrections: readonly LabelCorrection[], query: ImageQuery): EvaluatedImages {
    return this.#viewed(runFolder, name, corrections).page(query)
  }

  /** The loss of every image, under the label of the data set. @throws as {@link figures} does */
  losses(runFolder: string, name: string): Float32Array {
    return this.#opened(runFolder, name).file.lossesByImage()
  }

  /** Probabilities of all classes for an image. @throws as {@link figures} does; LabError `evaluation/no-image` */
  probabilities(runFolder: string, name: string, image: number): Float32Array {
    const { file } = this.#opened(runFolder, name)
    return file.probabilitiesOf([rowOf(file, image)])[0] ?? new Float32Array()
  }

  /** @throws as {@link figures} does; LabError `evaluation/no-image` where an image was not evaluated */
  assertHolds(runFolder: string, name: string, image: number): void {
    rowOf(this.#opened(runFolder, name).file, image)
  }

  #viewed(runFolder: string, name: string, corrections: readonly LabelCorrection[]): ViewedEvaluation {
    const opened = this.#opened(runFolder, name)
    const key = JSON.stringify(corrections)
    if (opened.view?.corrections !== key) opened.view = { corrections: key, evaluation: new ViewedEvaluation(opened.file, corrections) }
    return opened.view.evaluation
  }

  #opened(runFolder: string, name: string): OpenEvaluation {
    const folder = join(runFolder, evaluationsFolder, name)
    const facts = this.facts(runFolder, name)
    const known = this.#open.find((other) => other.folder === folder && other.file.facts.evaluatedAt === facts.evaluatedAt)
    const opened = known ?? { folder, file: openFile(folder, name), view: null }
    this.#open = [...this.#open.filter((other) => other.folder !== folder), opened].slice(-mostOpen)
    return opened
  }
}

/** @throws LabError `evaluation/no-image` */
function rowOf(file: EvaluationFile, image: number): number {
  const row = file.rowOf(image)
  if (row !== null) return row
  throw new LabError('evaluation/no-image', phrase('This evaluation has {images} images, and none of number {image}.', { images: file.facts.images, image }))
}

function openFile(folder: string, name: string): EvaluationFile {
  try {
    return new EvaluationFile(folder)
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error
    throw new LabError('evaluation/damaged', phrase('The evaluation {name} cannot be used, because {message}.', { name, message: error.message }), phrase('Remove the folder {folder}, then evaluate the run again.', { folder }), { cause: error })
  }
}

/** The checksum of a kept checkpoint's parameters; null where it is not kept, or damaged. */
function parametersSum(folder: string): string | null {
  try {
    return sealedFileSum(folder, parametersFile)
  } catch (error) {
    if (error instanceof BrokenSeal) return null
    throw error
  }
}

/** Names of evaluations in a folder; none where it is missing or cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => evaluationNameSchema.safeParse(name).success)
  } catch {
    return [] // a run without the folder has no evaluation
  }
}
