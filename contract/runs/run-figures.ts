// THE table of figures that are known of every run beside its settings: the table of runs, its conditions and its groups read it.
import { runStatusSchema } from './run-record'

/**
 * What a figure is: `share` is a part of 1, `count` a whole number, `moment` an ISO 8601 time; `choice` is one of `values`; `tags` holds
 * several texts.
 */
export type FigureKind = 'text' | 'tags' | 'choice' | 'switch' | 'share' | 'number' | 'count' | 'bytes' | 'seconds' | 'moment'

export interface Figure {
  readonly kind: FigureKind
  /** Its name in the head of the table and in conditions, whose capitals do not matter there. */
  readonly label: string
  /** Other names in conditions. */
  readonly names?: readonly string[]
  /** Of a choice: its values. */
  readonly values?: readonly string[]
  /** Of a choice: what the window calls a value, where that is another word. */
  readonly words?: Readonly<Record<string, string>>
  readonly help: string
}

export const runFigures = {
  title: { kind: 'text', label: 'Title', names: ['run'], help: 'Title of the run.' },
  id: { kind: 'text', label: 'Id', help: 'Name of the run in the store and on the command line.' },
  status: {
    kind: 'choice',
    label: 'Status',
    names: ['state'],
    values: runStatusSchema.options,
    words: { queued: 'waiting', running: 'training', completed: 'complete' },
    help: 'Whether the run waits, goes on, or how it ended.',
  },
  tags: { kind: 'tags', label: 'Tag', names: ['tags'], help: 'A word that you have put on the run.' },
  note: { kind: 'text', label: 'Note', help: 'What you have noted about the run.' },
  sweep: { kind: 'text', label: 'Sweep', help: 'The sweep that the run belongs to.' },
  pinned: { kind: 'switch', label: 'Pinned', help: 'Whether the run is kept at the top.' },
  createdAt: { kind: 'moment', label: 'Made', names: ['date', 'created'], help: 'When the run was asked for.' },
  startedAt: { kind: 'moment', label: 'Begun', names: ['started'], help: 'When the run first began to train.' },
  endedAt: { kind: 'moment', label: 'Ended', help: 'When the run ended.' },
  epochsDone: { kind: 'count', label: 'Epochs done', help: 'Whole epochs that the run has done.' },
  testAccuracy: { kind: 'share', label: 'Test accuracy', help: 'Share of test images named right after the last epoch.' },
  bestTestAccuracy: { kind: 'share', label: 'Best test accuracy', names: ['best accuracy'], help: 'Highest test accuracy of all epochs; of a run with images for validation, that of its one test.' },
  validationAccuracy: { kind: 'share', label: 'Validation accuracy', help: 'Share of validation images named right after the last epoch; empty where epochs are judged by the test images.' },
  bestValidationAccuracy: { kind: 'share', label: 'Best validation accuracy', help: 'Highest validation accuracy of all epochs.' },
  trainAccuracy: { kind: 'share', label: 'Train accuracy', names: ['training accuracy'], help: 'Share of training images named right during the last epoch.' },
  testLoss: { kind: 'number', label: 'Test loss', help: 'Mean loss on the test images after the last epoch.' },
  bestTestLoss: { kind: 'number', label: 'Best test loss', help: 'Lowest test loss of all epochs; of a run with images for validation, that of its one test.' },
  validationLoss: { kind: 'number', label: 'Validation loss', help: 'Mean loss on the validation images after the last epoch; empty where epochs are judged by the test images.' },
  bestValidationLoss: { kind: 'number', label: 'Best validation loss', help: 'Lowest validation loss of all epochs.' },
  trainLoss: { kind: 'number', label: 'Train loss', names: ['training loss'], help: 'Mean loss on the training images during the last epoch.' },
  imagesPerSecond: { kind: 'number', label: 'Images/s', names: ['images per second', 'speed'], help: 'Training images per second: the median over the run.' },
  memory: { kind: 'bytes', label: 'Memory', names: ['peak memory'], help: 'Largest memory of the run: of the GPU where it trained on one.' },
  elapsedSeconds: { kind: 'seconds', label: 'Time', names: ['duration'], help: 'Time of training and evaluation, pauses left out.' },
  parameters: { kind: 'count', label: 'Parameters', help: 'Numbers that the network learns.' },
  fileBytes: { kind: 'bytes', label: 'Files', names: ['size', 'file size', 'size of files'], help: 'Size of the files of the run: checkpoints and evaluations.' },
  deviceUsed: { kind: 'text', label: 'Trained on', help: 'The device that the run trained on: cpu, webgpu or cuda.' },
} as const satisfies Readonly<Record<string, Figure>>

export type FigureName = keyof typeof runFigures

export const figureNames = Object.keys(runFigures) as readonly FigureName[]

/** Figures of which a group of runs has a mean. */
export const averagedFigures = [
  'epochsDone', 'testAccuracy', 'bestTestAccuracy', 'validationAccuracy', 'bestValidationAccuracy', 'trainAccuracy', 'testLoss', 'bestTestLoss', 'validationLoss', 'bestValidationLoss', 'trainLoss', 'imagesPerSecond', 'memory', 'elapsedSeconds', 'parameters', 'fileBytes',
] as const satisfies readonly FigureName[]
export type AveragedFigure = (typeof averagedFigures)[number]

export function isAveraged(name: string): name is AveragedFigure {
  return (averagedFigures as readonly string[]).includes(name)
}

export function isFigureName(name: string): name is FigureName {
  return name in runFigures
}
