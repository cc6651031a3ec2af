// Sentences on made-up results: a clear effect, none, a reversed one, a single seed, runs that are not there yet or have failed.
import { defaultSpec, wholeDataset } from '@contract/training/run-spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainFormats } from '../../words/plain-format'
import { madeUpGroup, madeUpRow } from '../testing/made-up-rows'
import type { RowGroup } from '../row-groups'
import { bestSentence } from './best-sentence'
import { breakdownSentence } from './breakdown-sentence'
import { differenceOf } from './difference'
import { effectSentence, effectsSentence } from './effect-sentence'
import type { SentenceFigure } from './figure-words'
import { gapSentence } from './gap-sentence'
import { fasterSentence, frontSentence, paretoFront } from './pareto-sentence'
import { differingSettings, publishedSentence } from './published-sentence'
import { measuredSentence, trendSentence } from './trend-sentence'

const accuracy = (label: string, values: readonly number[], ofPlace = {}): RowGroup => madeUpGroup(label, 'testAccuracy', values, ofPlace)
const [low, high] = [accuracy('LeNet with sigmoid', [0.87, 0.871, 0.869]), accuracy('LeNet with ReLU', [0.88, 0.881, 0.879])]
const effect = (baseline: RowGroup, changed: RowGroup, figure: SentenceFigure = 'testAccuracy') => effectSentence({ figure, baseline, changed }, plainFormats)

describe('an effect', () => {
  it('is told with its interval, and the other way round where it is reversed', () => {
    expect(effect(low, high)).toBe(
      'The test accuracy of LeNet with ReLU is 88.0 % on average over 3 seeds, 1.0 percentage points above that of LeNet with sigmoid (95 % interval of the difference: +0.8 to +1.2 percentage points).',
    )
    expect(effect(high, low)).toMatch(/^The test accuracy of LeNet with sigmoid is 87\.0 % .* 1\.0 percentage points below that of LeNet with ReLU \(.*: −1\.2 to −0\.8 /)
  })

  it('cannot be told where the interval holds 0, or from one seed', () => {
    expect(effect(accuracy('A', [0.85, 0.89]), accuracy('B', [0.88, 0.87]))).toMatch(/^The test accuracies of B \(87\.5 %\) and of A \(87\.0 %\) cannot be told apart from so few runs: the 95 % interval of their difference, −/)
    expect(effect(accuracy('A', [0.1]), accuracy('B', [0.9, 0.9]))).toMatch(/cannot be told apart from so few runs: a single seed shows no spread\.$/)
  })

  it('is of finished runs alone', () => {
    const failed = { ...high, rows: [...high.rows, madeUpRow({ testAccuracy: 0.1 }, { status: 'failed' }), madeUpRow({ testAccuracy: 0.2 }, { status: 'running' }), madeUpRow({ testAccuracy: null })] }
    expect(effect(low, failed)).toBe(effect(low, high))
    expect(effect(low, { ...high, rows: [] })).toBeNull()
  })

  it('is a factor where speeds are compared', () => {
    const [slow, fast] = [madeUpGroup('AlexNet', 'imagesPerSecond', [100, 101, 99]), madeUpGroup('LeNet', 'imagesPerSecond', [1000, 1010, 990])]
    expect(effect(slow, fast, 'imagesPerSecond')).toMatch(/is 1,000 images per second on average over 3 seeds, by a factor of 10\.0 above that of AlexNet \(95 % interval of the difference: factors of 9\.\d+ to 10\.\d\)\.$/)
  })

  it('of several changes is told by its side', () => {
    const changes = [accuracy('B', [0.88, 0.881, 0.879]), accuracy('C', [0.8, 0.801, 0.799]), accuracy('D', [0.85, 0.89, 0.87]), accuracy('E', [])]
    expect(effectsSentence('testAccuracy', low, changes, plainFormats)).toBe(
      'The test accuracy of LeNet with sigmoid is 87.0 %. It is higher for B (by 1.0 percentage points); it is lower for C (by 7.0 percentage points). For D it cannot be told apart from so few runs.',
    )
    expect(effectsSentence('testAccuracy', low, [], plainFormats)).toBeNull()
  })
})

const someValues = fc.array(fc.double({ min: 0.05, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 5 })

describe('whatever the results', () => {
  it('no effect is claimed whose interval holds 0, and each is where it does not', () => {
    fc.assert(fc.property(someValues, someValues, (a, b) => {
      const [first, second] = [accuracy('A', a), accuracy('B', b)]
      const found = differenceOf('testAccuracy', first, second)
      const holdsZero = !found?.interval || (found.interval.low <= 0 && found.interval.high >= 0)
      const sentence = effect(first, second) ?? ''
      expect(sentence.includes('cannot be told')).toBe(holdsZero)
      expect(/above|below/.test(sentence)).toBe(!holdsZero)
    }))
  })

  it('labels that change places turn the sentence round', () => {
    fc.assert(fc.property(someValues, someValues, (a, b) => {
      const [there, back] = [effect(accuracy('A', a), accuracy('B', b)) ?? '', effect(accuracy('B', b), accuracy('A', a)) ?? '']
      expect(there.includes('above')).toBe(back.includes('below'))
      expect(there.includes('cannot be told')).toBe(back.includes('cannot be told'))
      expect(/[\d.]+ percentage points (above|below)/.exec(there)?.[0].split(' ')[0]).toBe(/[\d.]+ percentage points (above|below)/.exec(back)?.[0].split(' ')[0])
    }))
  })

  it('the best is called so only where every other is told to be worse, and a trend only where its ends differ', () => {
    fc.assert(fc.property(fc.array(someValues, { minLength: 2, maxLength: 5 }), (lists) => {
      const groups = lists.map((values, index) => accuracy(`label ${index}`, values, { batchSize: 2 ** index }))
      const best = bestSentence('testAccuracy', groups, plainFormats) ?? ''
      const trend = trendSentence(trendOf(groups), plainFormats) ?? ''
      if (lists.some((values) => values.length < 2)) expect(best).toContain('cannot be told')
      if (lists.every((values) => values.length < 2)) expect(trend).toContain('cannot be told')
      const ends = differenceOf('testAccuracy', groups[0] ?? low, groups.at(-1) ?? high)
      if (!ends?.isTold) expect(trend).not.toMatch(/ (rises|falls) from .* to .* \(95/)
    }))
  })
})

const trendOf = (groups: readonly RowGroup[], figure: SentenceFigure = 'testAccuracy') => ({ figure, groups, at: (values: RowGroup['values']) => Number(values.batchSize), wordsOf: (place: number) => `batch size ${place}` })
const over = (...means: readonly number[]): readonly RowGroup[] => means.map((mean, index) => accuracy(`${index}`, [mean, mean + 0.002, mean - 0.002], { batchSize: 16 * 4 ** index }))

describe('a trend', () => {
  it.each([
    ['rises', over(0.7, 0.8, 0.9), /^The test accuracy rises from 70\.0 % at batch size 16 to 90\.0 % at batch size 256 \(95 % interval/],
    ['falls', over(0.9, 0.8, 0.7), /^The test accuracy falls from 90\.0 % at batch size 16 to 70\.0 %/],
    ['is best inside', over(0.7, 0.9, 0.8), /^The test accuracy is highest at batch size 64 \(90\.0 %\), and lower towards both ends, batch size 16 \(70\.0 %\) and batch size 256 \(80\.0 %\)\.$/],
    ['cannot be told', over(0.8, 0.801, 0.8), /^Whether the test accuracy rises or falls from batch size 16 to batch size 256 cannot be told from so few runs; the highest mean is 80\.1 %, at batch size 64\.$/],
  ])('%s', (_, groups, sentence) => {
    expect(trendSentence(trendOf(groups), plainFormats)).toMatch(sentence)
  })

  it('names the places that cannot be told from the best', () => {
    expect(trendSentence(trendOf(over(0.7, 0.9, 0.899, 0.8)), plainFormats)).toMatch(/From so few runs it cannot be told from batch size 256 \(89\.9 %\)\.$/)
  })

  it('needs two places, and says of what it is', () => {
    expect(trendSentence(trendOf(over(0.7)), plainFormats)).toBeNull()
    expect(trendSentence({ ...trendOf(over(0.7, 0.9)), scope: 'with the rate kept' }, plainFormats)).toMatch(/^With the rate kept, the test accuracy rises/)
  })

  it('of what was measured claims nothing beyond it', () => {
    const speeds = [10, 1000, 900].map((value, index) => madeUpGroup(`${index}`, 'imagesPerSecond', [value], { batchSize: 4 ** index }))
    expect(measuredSentence(trendOf(speeds, 'imagesPerSecond'), plainFormats)).toBe('The speed was 10.0 images per second at batch size 1 and 900 images per second at batch size 16, and highest at batch size 4 with 1,000 images per second.')
  })
})

describe('the best of several', () => {
  it('is told with its distance from the next, or with those that it cannot be told from', () => {
    expect(bestSentence('testAccuracy', [low, high], plainFormats)).toMatch(/^The highest test accuracy is that of LeNet with ReLU, 88\.0 %: 1\.0 percentage points above that of the next, LeNet with sigmoid/)
    expect(bestSentence('testAccuracy', [high, accuracy('B', [0.89, 0.87]), low], plainFormats)).toBe('The highest test accuracy is that of LeNet with ReLU, 88.0 %, but from so few runs it cannot be told from that of B (88.0 %).')
    expect(bestSentence('testAccuracy', [high], plainFormats)).toBeNull()
  })
})

describe('a gap', () => {
  const trained = (ends: readonly (readonly [number, number])[]): RowGroup => ({
    part: 'part', label: 'AlexNet', values: {},
    rows: ends.map(([train, test], seed) => madeUpRow({ trainAccuracy: train, testAccuracy: test, gap: train - test, bestEpoch: 7 + seed, epochs: 30 }, { seed })),
  })
  it('opens, does not open, or cannot be told', () => {
    expect(gapSentence(trained([[0.98, 0.88], [0.985, 0.884]]), plainFormats)).toMatch(/^AlexNet ends with a training accuracy of 98\.3 % and a test accuracy of 88\.2 %: a gap of 10\.0 percentage points \(95 % interval .*\) has opened\. The test loss was lowest in epoch 7 to 8 of 30 and higher at the end\.$/)
    expect(gapSentence(trained([[0.8, 0.85], [0.801, 0.851]]), plainFormats)).toContain('so the network does not overfit')
    expect(gapSentence(trained([[0.88, 0.88], [0.87, 0.86]]), plainFormats)).toContain('no gap between them can be told')
    expect(gapSentence(trained([[0.98, 0.88]]), plainFormats)).toContain('cannot be told from a single one')
    expect(gapSentence(trained([]), plainFormats)).toBeNull()
  })
})

describe('a trade of accuracy for speed', () => {
  const network = (label: string, imagesPerSecond: number, ...accuracies: readonly number[]): RowGroup => ({ part: 'part', label, values: {}, rows: accuracies.map((testAccuracy) => madeUpRow({ imagesPerSecond, testAccuracy })) })
  const [lenet, alexnet, small, slow] = [network('LeNet', 20_000, 0.8, 0.81), network('AlexNet', 50, 0.88, 0.881), network('Small AlexNet', 1500, 0.882, 0.883), network('Slow', 40, 0.85)]
  it('names the networks that none beats, and the fastest that keeps the accuracy', () => {
    expect(paretoFront([slow, alexnet, small, lenet], 'imagesPerSecond').map(({ label }) => label)).toEqual(['LeNet', 'Small AlexNet'])
    expect(frontSentence([alexnet, small, lenet], 'imagesPerSecond')).toBe('By their means, no other network here beats LeNet and Small AlexNet in both test accuracy and speed.')
    expect(paretoFront([network('Guessing', 30_000, 0.096), lenet], 'imagesPerSecond').map(({ label }) => label)).toEqual(['LeNet'])
    expect(fasterSentence([alexnet, small, lenet], alexnet, plainFormats)).toBe('Small AlexNet is 30.0 times as fast as AlexNet, at a test accuracy of 88.3 % against 88.1 %; the accuracies cannot be told apart from so few runs.')
    expect(fasterSentence([alexnet, lenet], alexnet, plainFormats)).toMatch(/^No network here is faster than AlexNet and keeps/)
    expect(fasterSentence([lenet], alexnet, plainFormats)).toBeNull()
  })
  it('leaves no network in front that another beats', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 8 }), (pairs) => {
      const groups = pairs.map(([speed, share], index) => network(`${index}`, speed, 0.5 + share / 100))
      const front = paretoFront(groups, 'imagesPerSecond')
      const beats = ([speed, share]: readonly [number, number], [otherSpeed, otherShare]: readonly [number, number]): boolean => speed >= otherSpeed && share >= otherShare && (speed > otherSpeed || share > otherShare)
      for (const { label } of front) expect(pairs.some((pair) => beats(pair, pairs[Number(label)] ?? [0, 0]))).toBe(false)
    }))
  })
})

describe('a published figure', () => {
  const published = { what: "The book's LeNet", figures: { testAccuracy: 0.871 }, source: 'book' }
  it('agrees, is above or below, and is not compared where settings differ', () => {
    expect(publishedSentence({ group: low, published, differing: [] }, plainFormats)).toMatch(/^LeNet with sigmoid reaches a test accuracy of 87\.0 % on average over 3 seeds\. Published for the book's LeNet are 87\.1 % \(book\): they agree within 0\.1 percentage points/)
    expect(publishedSentence({ group: high, published, differing: [] }, plainFormats)).toContain('ours is 0.9 percentage points above it')
    expect(publishedSentence({ group: accuracy('A', [0.9]), published, differing: [] }, plainFormats)).toContain('cannot be told from one run')
    expect(publishedSentence({ group: high, published, differing: ['epochs 10 instead of 5'] }, plainFormats)).toMatch(/, but with epochs 10 instead of 5\.$/)
  })
  it('names the settings that differ', () => {
    const spec = { ...defaultSpec('lenet'), epochs: 5, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 20_000 } }
    expect(differingSettings(spec, { epochs: 10, 'dataset.limitTrain': null, batchSize: 128 })).toEqual(['10 epochs instead of 5 epochs', 'all training images instead of the first 20,000 training images'])
  })
})

it('training that breaks is told apart from training that goes on', () => {
  const groups = [accuracy('zero weights', [0.1, 0.1]), accuracy('a learning rate of 1', [0.1, 0.6]), accuracy('sigmoid', [0.5, 0.6]), accuracy('nothing yet', [])]
  const diverged = { ...accuracy('a learning rate of 10', []), rows: [madeUpRow({ diverged: 1, testAccuracy: null }, { status: 'failed' })] }
  expect(breakdownSentence([...groups, diverged], plainFormats)).toBe(
    'Training breaks in every run of zero weights: the network does no better than guessing. Training diverges in every run of a learning rate of 10: the loss leaves the finite numbers. A learning rate of 1 breaks in 1 of 2 runs. The network still learns in every run of sigmoid (55.0 %).',
  )
  expect(breakdownSentence([accuracy('nothing yet', [])], plainFormats)).toBeNull()
  expect(breakdownSentence([accuracy('ReLU', [0.8]), accuracy('sigmoid', [0.5, 0.6])], plainFormats)).toBe('Nothing here breaks training: even the network that ends lowest, sigmoid (55.0 %), learns in every run.')
})
