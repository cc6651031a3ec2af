// Runs as programs are written for them, drawn at random over every setting that a program tells of.
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import fc from 'fast-check'
import { optimizerNames } from '@contract/training/settings/optimizer-settings'
import { scheduleNames } from '@contract/training/settings/schedule-settings'
import { optimizerSchema } from '@contract/training/optimizer'
import { lossNames } from '@contract/training/loss'
import { balanceNames, duplicateNames, normalizationNames, resizeNames } from '@contract/training/settings/data-settings'
import { square, defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { scheduleSchema } from '@contract/training/schedule'

const share = fc.constantFrom(0.1, 0.3, 0.5, 0.9)
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })

const optimizer = fc
  .record({
    name: fc.constantFrom(...optimizerNames),
    learningRate: fc.constantFrom(1e-7, 0.01, 0.5, 1),
    weightDecay: fc.constantFrom(0, 1e-5, 0.1),
    decayBiases: fc.boolean(),
    clipNorm: optional(fc.constantFrom(0.5, 1)),
    clipValue: optional(fc.constantFrom(0.5, 1)),
    momentum: share,
    decoupledDecay: fc.boolean(),
    beta1: share,
    beta2: share,
    epsilon: fc.constantFrom(1e-8, 1e-3),
  })
  .map(({ momentum, decoupledDecay, beta1, beta2, epsilon, ...common }) => {
    const velocity = common.name === 'momentum' || common.name === 'nesterov' ? { momentum, decoupledDecay } : {}
    return optimizerSchema.parse({ ...common, ...velocity, ...(common.name === 'adamw' && { beta1, beta2, epsilon }) })
  })

const schedule = fc
  .record({ name: fc.constantFrom(...scheduleNames), warmupEpochs: fc.constantFrom(0, 0.5, 2), everyEpochs: fc.constantFrom(0.1, 3), factor: share, finalShare: fc.constantFrom(0, 0.1), riseShare: share, lowMomentum: optional(share) })
  .map(({ name, warmupEpochs, everyEpochs, factor, finalShare, riseShare, lowMomentum }) => {
    const own = { constant: {}, step: { everyEpochs, factor }, exponential: { factor }, cosine: { finalShare }, 'one-cycle': { riseShare, lowMomentum } }[name]
    return scheduleSchema.parse({ name, warmupEpochs, ...own })
  })

/** Nothing, or a value. */
const some = (...values: readonly number[]): fc.Arbitrary<number> => fc.constantFrom(0, 0, ...values)

/** Every augmentation, most of them off. */
const augmentation: fc.Arbitrary<Augmentation> = fc
  .record({
    ...{ flip: some(0.5, 0.25), flipVertical: some(0.5), cropPadding: some(4), randomCrop: fc.constantFrom(1, 1, 0.08), rotation: some(15), scale: some(0.1), shear: some(10), geometryChance: fc.constantFrom(1, 0.3) },
    ...{ brightness: some(0.4), contrast: some(0.9), saturation: some(0.4), hue: some(0.1), colourChance: fc.constantFrom(1, 0.8), grey: some(0.1), pcaColour: some(0.1) },
    ...{ cutout: some(7), erasing: some(0.25), mixup: some(0.2), cutmix: some(1) },
  })
  .map((changes) => ({ ...noAugmentation, ...changes }))

/** Runs of LeNet. */
export const runSpecs: fc.Arbitrary<RunSpec> = fc
  .record({
    optimizer,
    schedule,
    augmentation,
    preprocessing: fc.record({ resize: fc.constantFrom(...resizeNames), centreCrop: fc.constantFrom(1, 1, 0.875), normalization: fc.constantFrom(...normalizationNames) }),
    parts: fc.record({ validation: fc.constantFrom('test' as const, 'share' as const), duplicates: fc.constantFrom(...duplicateNames), balance: fc.constantFrom(...balanceNames) }),
    limits: fc.record({ limitTrain: optional(fc.constantFrom(1, 2560)), limitTest: optional(fc.constantFrom(1, 512)) }),
    size: fc.constantFrom(28, 32),
    loss: fc.constantFrom(...lossNames),
    labelSmoothing: fc.constantFrom(0, 0.1),
    microBatchSize: optional(fc.constantFrom(16, 512)),
    patience: optional(fc.constantFrom(1, 3)),
    precision: fc.constantFrom('float32' as const, 'mixed' as const),
  })
  .map(({ limits, size, labelSmoothing, preprocessing, parts, ...settings }) => {
    const own = defaultSpec('lenet-relu')
    return { ...own, ...settings, labelSmoothing: settings.loss === 'squared-hinge' ? 0 : labelSmoothing, device: 'auto', dataset: { ...own.dataset, ...limits, ...parts }, preprocessing: { ...square(size), ...preprocessing } }
  })
