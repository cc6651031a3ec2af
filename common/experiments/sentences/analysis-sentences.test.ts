// Sentences of the first three experiments on made-up results: as expected, equal, reversed, and with nothing there yet.
import { describe, expect, it } from 'vitest'
import type { ResultRow } from '@contract/experiments/result-row'
import { imagenetResults } from '../../published/imagenet-results'
import { formatsWith } from '../../words/formats'
import { chipNames } from '../definitions/chip-names'
import { intensitySentence, parameterShareSentence, publishedAccuracySentence, speedSentence } from './benchmark-sentences'
import { amountsSentence, batchSentence, scoreSentence } from './chip-sentences'
import { batchMemorySentence, groupsSentence, ridgeSentence, stepSentence, timeSentence } from './cost-sentences'

const formats = formatsWith(' ')
const row = (part: string, values: ResultRow['values'], figures: ResultRow['figures'], status: ResultRow['status'] = 'completed'): ResultRow => ({ part, values, figures, status, seed: null, run: null, point: null })

describe('where memory and arithmetic are', () => {
  const groups = (convolution: readonly [number, number], fullyConnected: readonly [number, number]): ResultRow[] =>
    Object.entries({ convolution, fullyConnected }).map(([group, [parameters, forwardFlops]]) => row('groups', { group }, { parameters, forwardFlops }))
  it.each([
    ['as expected', groups([10, 90], [90, 10]), /^The parameters of AlexNet are mostly in its fully connected layers, its arithmetic in the convolutions \(parameters: convolutions 10\.0 %, fully connected layers 90\.0 %;/],
    ['reversed', groups([90, 10], [10, 90]), /mostly in its convolutions, its arithmetic in the fully connected layers/],
    ['in the same layers', groups([90, 90], [10, 10]), /both mostly in its convolutions/],
    ['equal', groups([50, 90], [50, 10]), /have about as many parameters, but most of the FLOPs are in the convolutions/],
    ['equal in both', groups([50, 50], [50, 50]), /about as many parameters, and as many FLOPs/],
  ])('%s', (_, rows, sentence) => {
    expect(groupsSentence(rows, 'groups', 'AlexNet', formats)).toMatch(sentence)
  })
  it('is not told of what is not there', () => {
    expect(groupsSentence([], 'groups', 'AlexNet', formats)).toBeNull()
    expect(groupsSentence([row('groups', { group: 'convolution' }, { parameters: 1, forwardFlops: 1 }, 'running')], 'groups', 'AlexNet', formats)).toBeNull()
  })
})

describe('the memory of a batch', () => {
  const memory = (activations: readonly number[]): ResultRow[] => activations.map((activationBytes, index) => row('memory', { batchSize: 4 ** index }, { parameters: 25e6, activationBytes, trainingPeakBytes: 3e8 }))
  it.each([
    ['grows beyond that of the parameters', [1e6, 5e7, 2e8], /outweigh its parameters from batch size 16 on: parameters take 100 MB, outputs 1\.00 MB at batch size 1 and 200 MB at 16; a training step, which need not keep all of them, needs at least 300 MB there\.$/],
    ['stays below', [1e6, 2e6], /stay below its parameters up to batch size 4/],
    ['is above from the beginning', [2e8, 3e8], /outweigh its parameters at every batch size/],
  ])('%s', (_, activations, sentence) => {
    expect(batchMemorySentence(memory(activations), 'memory', formats)).toMatch(sentence)
  })
})

describe('where the time goes', () => {
  const times = (measured: readonly [number, number], predicted: readonly [number, number] | null): ResultRow[] =>
    (['convolution', 'fullyConnected'] as const).map((group, index) => row('training', { layer: group, group }, { seconds: measured[index] ?? 0, predictedSeconds: predicted?.[index] ?? null }))
  it.each([
    ['as predicted', times([8, 2], [9, 1]), 'In a step the convolutions take most of the measured time, as the roofline predicts: convolutions 80.0 % (predicted: 90.0 %), fully connected layers 20.0 % (predicted: 10.0 %).'],
    ['otherwise than predicted', times([2, 8], [9, 1]), 'In a step the fully connected layers take most of the measured time, which the roofline does not predict: convolutions 20.0 % (predicted: 90.0 %), fully connected layers 80.0 % (predicted: 10.0 %).'],
    ['to both alike, with no prediction', times([5, 5], null), 'In a step convolutions and fully connected layers take about as much of the measured time: convolutions 50.0 %, fully connected layers 50.0 %.'],
  ])('%s', (_, rows, sentence) => {
    expect(timeSentence(rows, 'training', 'In a step', formats)).toBe(sentence)
  })

  it('is bound by memory below the ridge', () => {
    const layer = (group: string, intensity: number): ResultRow => row('one', { layer: `${group}${intensity}`, group }, { intensity, ridge: 6.6 })
    const parts = [{ part: 'one', words: 'layers with one image' }, { part: 'none', words: 'layers of nothing' }]
    expect(ridgeSentence([layer('convolution', 100), layer('fullyConnected', 0.5), layer('other', 0.25)], parts)).toBe(
      "This machine's arithmetic and bandwidth meet at 6.6 FLOP per byte; below that, layers wait for memory: 2 of 3 layers with one image, all fully connected ones among them.",
    )
    expect(ridgeSentence([layer('convolution', 1), layer('fullyConnected', 50)], parts)).toContain('1 of 2 layers with one image, no fully connected one among them')
    expect(ridgeSentence([], parts)).toBeNull()
  })

  it('of a whole step is told at the largest batch, beside its prediction', () => {
    const step = (batchSize: number, use: string): ResultRow => row('steps', { batchSize, use }, { stepSeconds: batchSize * 0.02, predictedStepSeconds: batchSize * 0.01, peakRssBytes: 2e9, predictedRssBytes: 1.5e9 })
    expect(stepSentence([step(1, 'training'), step(32, 'training'), step(32, 'inference')], 'steps', 'AlexNet', formats)).toBe(
      'A training step of AlexNet at batch size 32 took 640 ms, 2 times what the roofline predicts (320 ms), and 2.00 GB of memory, predicted 1.50 GB.',
    )
    const compiled = { ...step(32, 'training'), figures: { ...step(32, 'training').figures, predictedCompiledSeconds: 0.4, predictedStepSeconds: 1.2 } }
    expect(stepSentence([compiled], 'steps', 'AlexNet', formats)).toContain('1.6 times what the roofline predicts (400 ms; convolutions term by term would take 1.20 s)')
    expect(stepSentence([], 'steps', 'AlexNet', formats)).toBeNull()
  })
})

describe('a chip', () => {
  const budget = { squareMillimetres: 400, watts: 250 }
  const chips = (own: ResultRow['figures'], balance: (size: number) => number = () => 0.1): ResultRow[] =>
    [1, 128].flatMap((batchSize) => [
      row('training', { chip: chipNames.own, batchSize, use: 'training' }, { imagesPerSecond: 800, shareOfBest: 0.8, isAllowed: 1, flopsPerSecond: 5e12, bytesPerSecond: 1e12, onChipBytes: 1e7, squareMillimetres: 512, watts: 300, ...own }),
      row('training', { chip: chipNames.best, batchSize, use: 'training' }, { imagesPerSecond: 1000, shareOfBest: 1, isAllowed: 1, computeShare: 0.7, flopsPerSecond: 1e13, bytesPerSecond: 1e13 * balance(batchSize), onChipBytes: 1e7 }),
    ])
  it('is scored against the best, which it may reach, or outside the rules', () => {
    expect(scoreSentence(chips({}), 'training', 128, budget, formats)).toBe('Your design reaches 800 images per second in training at batch size 128, 80.0 % of the 1,000 of the best that a search finds for 400 mm² and 250 W.')
    expect(scoreSentence(chips({ shareOfBest: 0.995 }), 'training', 128, budget, formats)).toMatch(/^Your design is as good as the best/)
    expect(scoreSentence(chips({ isAllowed: 0 }), 'training', 128, budget, formats)).toMatch(/^Your design takes 512 mm² and 300 W, more than .* do not count\.$/)
    expect(scoreSentence([], 'training', 128, budget, formats)).toBeNull()
  })
  it('lacks what the best has more of', () => {
    expect(amountsSentence(chips({}), 'training', 128, formats)).toBe('Compared with the best, yours has less FLOP/s (2 times less). The best spends 70.0 % of its time on arithmetic, the rest on memory.')
    expect(amountsSentence(chips({ bytesPerSecond: 3e12, flopsPerSecond: 1e13 }), 'training', 128, formats)).toMatch(/yours has more memory bandwidth \(3 times as much\)\./)
    expect(amountsSentence(chips({ shareOfBest: 1 }), 'training', 128, formats)).toBeNull()
  })
  it('needs more, less or as much bandwidth for one image as for many', () => {
    expect(batchSentence(chips({}, (size) => (size === 1 ? 0.3 : 0.1)), 'training', formats)).toBe('For training the best design has 3 times as much bandwidth for each FLOP/s at batch size 1 as at 128.')
    expect(batchSentence(chips({}, (size) => (size === 1 ? 0.1 : 0.3)), 'training', formats)).toMatch(/3 times as much .* at batch size 128 as at 1\.$/)
    expect(batchSentence(chips({}), 'training', formats)).toMatch(/about the same bandwidth/)
  })
})

describe('networks beside AlexNet', () => {
  const profile = (alexnet: ResultRow['figures'], resnet: ResultRow['figures'], vgg: ResultRow['figures']): ResultRow[] =>
    Object.entries({ alexnet, 'resnet-50': resnet, 'vgg-16': vgg }).map(([network, figures]) => row('one', { network, batchSize: 1 }, figures))
  const comparison = { part: 'one', base: 'alexnet' }

  it('keep more, fewer or as many of their parameters in convolutions', () => {
    const shares = (...[a, b, c]: readonly [number, number, number]): ResultRow[] => profile({ convolutionParameters: a }, { convolutionParameters: b }, { convolutionParameters: c })
    expect(parameterShareSentence(shares(0.06, 0.92, 0.5), comparison, formats)).toBe('AlexNet keeps 94.0 % of its parameters outside convolutions, more than any of the networks beside it (ResNet-50 8.0 %, VGG-16 50.0 %).')
    expect(parameterShareSentence(shares(0.06, 0.92, 0.06), comparison, formats)).toContain('more than all but VGG-16')
    expect(parameterShareSentence(shares(0.9, 0.5, 0.1), comparison, formats)).toContain('no more than the networks beside it')
  })
  it('compute more, less or as much with a byte', () => {
    const intensities = (...[a, b, c]: readonly [number, number, number]): ResultRow[] => profile({ inferenceIntensity: a }, { inferenceIntensity: b }, { inferenceIntensity: c })
    expect(intensitySentence(intensities(8, 40, 50), comparison, 'with one image')).toBe('AlexNet does 8 FLOP with each byte with one image: less than ResNet-50 (40) and VGG-16 (50).')
    expect(intensitySentence(intensities(80, 40, 50), comparison, 'with one image')).toMatch(/one image: more than ResNet-50 \(40\) and VGG-16 \(50\)\.$/)
    expect(intensitySentence(intensities(45, 44, 80), comparison, 'with one image')).toMatch(/: less than VGG-16 \(80\), about as much as ResNet-50 \(44\)\.$/)
  })
  it('are as fast as their arithmetic says, or not', () => {
    const speeds = (alexnet: number, resnet: number): ResultRow[] => [
      ...profile({ multiplyAdds: 1e9 }, { multiplyAdds: 4e9 }, {}),
      row('steps', { network: 'alexnet', use: 'training', batchSize: 4 }, { imagesPerSecond: alexnet }),
      row('steps', { network: 'resnet-50', use: 'training', batchSize: 4 }, { imagesPerSecond: resnet }),
    ]
    expect(speedSentence(speeds(20, 5), 'one', 'steps', formats)).toBe('AlexNet has the fewest multiply-adds and trained fastest here, at 20.0 images per second.')
    expect(speedSentence(speeds(5, 20), 'one', 'steps', formats)).toBe('Multiply-adds alone do not tell the speed: ResNet-50 has 4 times those of AlexNet, and trained 4 times as fast as it here (20.0 against 5.00 images per second).')
    expect(speedSentence(speeds(20, 20.1), 'one', 'steps', formats)).toContain('trained no slower than it here')
    expect(speedSentence([], 'one', 'steps', formats)).toBeNull()
  })
  it('have published accuracies', () => {
    expect(publishedAccuracySentence(imagenetResults, 'alexnet', formats)).toBe("By published figures (torchvision), MobileNet V2 is right on 71.9 % of ImageNet's validation images with 0.42 times the multiply-adds of AlexNet, which is right on 56.5 %.")
    expect(publishedAccuracySentence(imagenetResults, 'mobilenet-v2', formats)).toMatch(/no network beside MobileNet V2 is more accurate/)
  })
})
