// The figures that every row of a run may have, as columns of tables; a definition's columns may say more of them.
import type { ResultColumn } from './column'

export const runColumns = {
  testAccuracy: { figure: 'testAccuracy', title: 'Test accuracy', kind: 'share', better: 'higher', help: 'After the last epoch.' },
  bestTestAccuracy: { figure: 'bestTestAccuracy', title: 'Best test accuracy', kind: 'share', better: 'higher', help: 'The highest over all epochs. Chosen by the test images, it looks a little too good.' },
  accuracyAtEqualTime: { figure: 'accuracyAtEqualTime', title: 'Accuracy at equal time', kind: 'share', better: 'higher', help: 'Accuracy on the images that judge epochs at the moment at which the fastest run of the part had ended.' },
  trainAccuracy: { figure: 'trainAccuracy', title: 'Training accuracy', kind: 'share', better: 'higher', help: 'Over the last epoch, as it went, with dropout and augmentation.' },
  gap: { figure: 'gap', title: 'Gap', kind: 'share', better: 'lower', help: 'Training accuracy minus that on the images that judge epochs, after the last epoch.' },
  testLoss: { figure: 'testLoss', title: 'Test loss', kind: 'number', better: 'lower' },
  trainLoss: { figure: 'trainLoss', title: 'Training loss', kind: 'number', better: 'lower' },
  bestEpoch: { figure: 'bestEpoch', title: 'Best epoch', kind: 'count', help: 'The one with the lowest loss on the images that judge epochs.' },
  epochs: { figure: 'epochs', title: 'Epochs', kind: 'count' },
  imagesPerSecond: { figure: 'imagesPerSecond', title: 'Images/s', kind: 'rate', better: 'higher', help: 'In training, without evaluation.' },
  secondsPerEpoch: { figure: 'secondsPerEpoch', title: 'Time per epoch', kind: 'seconds', better: 'lower' },
  elapsedSeconds: { figure: 'elapsedSeconds', title: 'Time', kind: 'seconds', better: 'lower', help: 'Training and evaluation.' },
  peakRssBytes: { figure: 'peakRssBytes', title: 'Memory, measured', kind: 'bytes', better: 'lower', help: 'Largest resident memory of the engine process.' },
  predictedRssBytes: { figure: 'predictedRssBytes', title: 'Memory, predicted', kind: 'bytes', better: 'lower' },
  peakDeviceBytes: { figure: 'peakDeviceBytes', title: 'Memory on the GPU', kind: 'bytes', better: 'lower' },
  parameters: { figure: 'parameters', title: 'Parameters', kind: 'count', better: 'lower' },
  multiplyAdds: { figure: 'multiplyAdds', title: 'Multiply-adds', kind: 'count', better: 'lower', help: 'Of one image, forward.' },
  diverged: { figure: 'diverged', title: 'Diverged', kind: 'share', better: 'lower', help: 'Share of runs whose loss left the finite numbers, or ended clearly above its start.' },
} as const satisfies Readonly<Record<string, ResultColumn>>

export const columnsOf = (...figures: readonly (keyof typeof runColumns)[]): readonly ResultColumn[] => figures.map((figure) => runColumns[figure])
