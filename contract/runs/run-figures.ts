// THE table of figures that are known of every run beside its settings: the table of runs, its conditions and its groups read it.
import { phrase } from '@language/phrase'
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
  title: { kind: 'text', label: phrase('Title'), names: ['run'], help: phrase('Title of the run.') },
  id: { kind: 'text', label: 'Id', help: phrase('Name of the run in the store and on the command line.') },
  status: {
    kind: 'choice',
    label: phrase('Status'),
    names: ['state'],
    values: runStatusSchema.options,
    words: {
      queued: phrase('waiting'),
      starting: phrase('starting'),
      running: phrase('training § state of a run'),
      interrupted: phrase('interrupted'),
      paused: phrase('paused'),
      completed: phrase('complete'),
      failed: phrase('failed'),
      stopped: phrase('stopped'),
    },
    help: phrase('Whether the run waits, goes on, or how it ended.'),
  },
  tags: { kind: 'tags', label: phrase('Tag'), names: ['tags'], help: phrase('A word that you have put on the run.') },
  note: { kind: 'text', label: phrase('Note'), help: phrase('What you have noted about the run.') },
  sweep: { kind: 'text', label: phrase('Sweep'), help: phrase('The sweep that the run belongs to.') },
  pinned: { kind: 'switch', label: phrase('Pinned'), help: phrase('Whether the run is kept at the top.') },
  createdAt: { kind: 'moment', label: phrase('Made'), names: ['date', 'created'], help: phrase('When the run was asked for.') },
  startedAt: { kind: 'moment', label: phrase('Begun'), names: ['started'], help: phrase('When the run first began to train.') },
  endedAt: { kind: 'moment', label: phrase('Ended'), help: phrase('When the run ended.') },
  epochsDone: { kind: 'count', label: phrase('Epochs done'), help: phrase('Whole epochs that the run has done.') },
  testAccuracy: { kind: 'share', label: phrase('Test accuracy'), help: phrase('Share of test images named right after the last epoch.') },
  bestTestAccuracy: { kind: 'share', label: phrase('Best test accuracy'), names: ['best accuracy'], help: phrase('Highest test accuracy of all epochs; of a run with images for validation, that of its one test.') },
  validationAccuracy: { kind: 'share', label: phrase('Validation accuracy'), help: phrase('Share of validation images named right after the last epoch; empty where epochs are judged by the test images.') },
  bestValidationAccuracy: { kind: 'share', label: phrase('Best validation accuracy'), help: phrase('Highest validation accuracy of all epochs.') },
  trainAccuracy: { kind: 'share', label: phrase('Train accuracy'), names: ['training accuracy'], help: phrase('Share of training images named right during the last epoch.') },
  testLoss: { kind: 'number', label: phrase('Test loss'), help: phrase('Mean loss on the test images after the last epoch.') },
  bestTestLoss: { kind: 'number', label: phrase('Best test loss'), help: phrase('Lowest test loss of all epochs; of a run with images for validation, that of its one test.') },
  validationLoss: { kind: 'number', label: phrase('Validation loss'), help: phrase('Mean loss on the validation images after the last epoch; empty where epochs are judged by the test images.') },
  bestValidationLoss: { kind: 'number', label: phrase('Best validation loss'), help: phrase('Lowest validation loss of all epochs.') },
  trainLoss: { kind: 'number', label: phrase('Train loss'), names: ['training loss'], help: phrase('Mean loss on the training images during the last epoch.') },
  imagesPerSecond: { kind: 'number', label: phrase('Images/s'), names: ['images per second', 'speed'], help: phrase('Training images per second: the median over the run.') },
  memory: { kind: 'bytes', label: phrase('Memory'), names: ['peak memory'], help: phrase('Largest memory of the run: of the GPU where it trained on one.') },
  elapsedSeconds: { kind: 'seconds', label: phrase('Time'), names: ['duration'], help: phrase('Time of training and evaluation, pauses left out.') },
  parameters: { kind: 'count', label: phrase('Parameters'), help: phrase('Numbers that the network learns.') },
  fileBytes: { kind: 'bytes', label: phrase('Files'), names: ['size', 'file size', 'size of files'], help: phrase('Size of the files of the run: checkpoints and evaluations.') },
  deviceUsed: { kind: 'text', label: phrase('Trained on § a device'), help: phrase('The device that the run trained on: cpu, webgpu or cuda.') },
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
