// The figures that every row of a run may have, as columns of tables; a definition's columns may say more of them.
import { phrase } from '@language/phrase'
import type { ResultColumn } from './column'

export const runColumns = {
  testAccuracy: { figure: 'testAccuracy', title: phrase('Test accuracy'), kind: 'share', better: 'higher', help: phrase('After the last epoch.') },
  bestTestAccuracy: { figure: 'bestTestAccuracy', title: phrase('Best test accuracy'), kind: 'share', better: 'higher', help: phrase('The highest over all epochs. Chosen by the test images, it looks a little too good.') },
  accuracyAtEqualTime: { figure: 'accuracyAtEqualTime', title: phrase('Accuracy at equal time'), kind: 'share', better: 'higher', help: phrase('Accuracy on the images that judge epochs at the moment at which the fastest run of the part had ended.') },
  trainAccuracy: { figure: 'trainAccuracy', title: phrase('Training accuracy'), kind: 'share', better: 'higher', help: phrase('Over the last epoch, as it went, with dropout and augmentation.') },
  gap: { figure: 'gap', title: phrase('Gap'), kind: 'share', better: 'lower', help: phrase('Training accuracy minus that on the images that judge epochs, after the last epoch.') },
  testLoss: { figure: 'testLoss', title: phrase('Test loss'), kind: 'number', better: 'lower' },
  trainLoss: { figure: 'trainLoss', title: phrase('Training loss'), kind: 'number', better: 'lower' },
  bestEpoch: { figure: 'bestEpoch', title: phrase('Best epoch'), kind: 'count', help: phrase('The one with the lowest loss on the images that judge epochs.') },
  epochs: { figure: 'epochs', title: phrase('Epochs'), kind: 'count' },
  imagesPerSecond: { figure: 'imagesPerSecond', title: phrase('Images/s'), kind: 'rate', better: 'higher', help: phrase('In training, without evaluation.') },
  secondsPerEpoch: { figure: 'secondsPerEpoch', title: phrase('Time per epoch'), kind: 'seconds', better: 'lower' },
  elapsedSeconds: { figure: 'elapsedSeconds', title: phrase('Time'), kind: 'seconds', better: 'lower', help: phrase('Training and evaluation.') },
  peakRssBytes: { figure: 'peakRssBytes', title: phrase('Memory, measured'), kind: 'bytes', better: 'lower', help: phrase('Largest resident memory of the engine process.') },
  predictedRssBytes: { figure: 'predictedRssBytes', title: phrase('Memory, predicted'), kind: 'bytes', better: 'lower' },
  peakDeviceBytes: { figure: 'peakDeviceBytes', title: phrase('Memory on the GPU'), kind: 'bytes', better: 'lower' },
  parameters: { figure: 'parameters', title: phrase('Parameters'), kind: 'count', better: 'lower' },
  multiplyAdds: { figure: 'multiplyAdds', title: phrase('Multiply-adds'), kind: 'count', better: 'lower', help: phrase('Of one image, forward.') },
  diverged: { figure: 'diverged', title: phrase('Diverged'), kind: 'share', better: 'lower', help: phrase('Share of runs whose loss left the finite numbers, or ended clearly above its start.') },
} as const satisfies Readonly<Record<string, ResultColumn>>

export const columnsOf = (...figures: readonly (keyof typeof runColumns)[]): readonly ResultColumn[] => figures.map((figure) => runColumns[figure])
