// Makes a run's spec out of the flags of `cnn-lab train`: a starting point (preset, file or network), then what the flags override.
import { chosenDropout, networkInfo, type NetworkFile } from '@contract/models/networks'
import { choiceNames, modelNames, modelNameSchema } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultSpec, fileSpec, runSpecSchema, square, usualLearningRate, type ImageSize, type RunSpec } from '@contract/training/run-spec'
import { numberOf } from './number-flag'
import { optimizerFlagOfField, optimizerFromFlags, scheduleFromFlags, type OptimizerFlags, type ScheduleFlags } from './optimizer-flags'
import { specFaults } from './spec-faults'
import { specFromFile } from './spec-file'
import { didYouMean } from './suggestion'
import { UsageError } from './usage-error'

/** The values of the flags as they were typed; absent where a flag was not given. */
export interface SpecFlags extends OptimizerFlags, ScheduleFlags {
  readonly preset?: string
  readonly spec?: string
  readonly model?: string
  readonly dataset?: string
  readonly initializer?: string
  readonly size?: string
  readonly epochs?: string
  readonly batchSize?: string
  readonly microBatchSize?: string
  readonly dropout?: string
  readonly activation?: string
  readonly pooling?: string
  readonly tab?: string
  readonly flip?: boolean
  readonly cropPadding?: string
  readonly cutout?: string
  readonly labelSmoothing?: string
  readonly seed?: string
  readonly device?: string
  readonly convolution?: string
  readonly precision?: string
  readonly checkpointMinutes?: string
  readonly limitTrain?: string
  readonly limitTest?: string
}

/** The preset of a bare `cnn-lab train`. */
const defaultPreset = 'lenet-relu'

/** Which flag sets which field of the spec. */
const flagOfField: Readonly<Record<string, string>> = {
  'network.model': '--model',
  'network.initializer': '--initializer',
  'network.dropout': '--dropout',
  'network.activation': '--activation',
  'network.pooling': '--pooling',
  'network.tab': '--tab',
  'dataset.id': '--dataset',
  'dataset.limitTrain': '--limit-train',
  'dataset.limitTest': '--limit-test',
  'preprocessing.height': '--size',
  'preprocessing.width': '--size',
  'augmentation.cropPadding': '--crop-padding',
  'augmentation.cutout': '--cutout',
  ...optimizerFlagOfField,
  labelSmoothing: '--label-smoothing',
  batchSize: '--batch-size',
  microBatchSize: '--micro-batch-size',
  epochs: '--epochs',
  seed: '--seed',
  device: '--device',
  convolution: '--convolution',
  precision: '--precision',
  checkpointMinutes: '--checkpoint-minutes',
}

/** @throws UsageError that names the flag and what is wrong with it */
export function specFromFlags(flags: SpecFlags, file: SizedNetwork | null = null): RunSpec {
  const base = file ? withFile(flags, file) : withModel(startingPoint(flags), flags.model)
  const microBatchSize = numberOf(flags.microBatchSize, '--micro-batch-size')
  const size = numberOf(flags.size, '--size')
  const merged = {
    ...base,
    network: {
      ...base.network,
      initializer: flags.initializer ?? base.network.initializer,
      ...(base.network.kind === 'zoo' && {
        dropout: numberOf(flags.dropout, '--dropout') ?? base.network.dropout,
        activation: flags.activation ?? base.network.activation,
        pooling: flags.pooling ?? base.network.pooling,
        tab: flags.tab ?? base.network.tab,
      }),
    },
    dataset: {
      id: flags.dataset ?? base.dataset.id,
      limitTrain: numberOf(flags.limitTrain, '--limit-train') ?? base.dataset.limitTrain,
      limitTest: numberOf(flags.limitTest, '--limit-test') ?? base.dataset.limitTest,
    },
    preprocessing: size === null ? base.preprocessing : square(size),
    augmentation: {
      flip: flags.flip ?? base.augmentation.flip,
      cropPadding: numberOf(flags.cropPadding, '--crop-padding') ?? base.augmentation.cropPadding,
      cutout: numberOf(flags.cutout, '--cutout') ?? base.augmentation.cutout,
    },
    optimizer: optimizerFromFlags(flags, base.optimizer, usualLearningRate(base.network)),
    schedule: scheduleFromFlags(flags, base.schedule),
    labelSmoothing: numberOf(flags.labelSmoothing, '--label-smoothing') ?? base.labelSmoothing,
    batchSize: numberOf(flags.batchSize, '--batch-size') ?? base.batchSize,
    microBatchSize: microBatchSize === 0 ? null : (microBatchSize ?? base.microBatchSize),
    epochs: numberOf(flags.epochs, '--epochs') ?? base.epochs,
    seed: numberOf(flags.seed, '--seed') ?? base.seed,
    device: flags.device ?? base.device,
    convolution: flags.convolution ?? base.convolution,
    precision: flags.precision ?? base.precision,
    checkpointMinutes: numberOf(flags.checkpointMinutes, '--checkpoint-minutes') ?? base.checkpointMinutes,
  }
  const spec = validated(merged)
  assertChoices(flags, spec)
  return spec
}

/** @throws UsageError where a flag chooses what the network does not leave to choose */
function assertChoices(flags: SpecFlags, { network }: RunSpec): void {
  const { title } = networkInfo(network)
  if (numberOf(flags.dropout, '--dropout') && chosenDropout(network) === null) {
    throw new UsageError(`--dropout means nothing here: ${title} has no dropout layers.`)
  }
  for (const name of choiceNames) {
    if (flags[name] !== undefined && network.kind !== 'zoo') throw new UsageError(`${title} has no choice of ${name}.`)
  }
}

function startingPoint({ preset, spec, model }: SpecFlags): RunSpec {
  if (preset !== undefined && spec !== undefined) throw new UsageError('Give either --preset or --spec, not both.')
  if (spec !== undefined) return specFromFile(spec)
  if (preset === undefined && model !== undefined) return defaultSpec(modelOf(model))
  const name = preset ?? defaultPreset
  const found = presets.find((candidate) => candidate.name === name)
  if (!found) throw unknownName('preset', name, presets.map((candidate) => candidate.name))
  return found.spec
}

/** A network from a file, and the size of the images that it is trained on. */
export interface SizedNetwork {
  readonly file: NetworkFile
  readonly size: ImageSize
}

/** A network from a file in place of another; without a preset or a spec to start from, with settings that suit it. */
function withFile(flags: SpecFlags, { file, size }: SizedNetwork): RunSpec {
  const own = fileSpec(file, size)
  if (flags.preset === undefined && flags.spec === undefined) return own
  return { ...startingPoint(flags), network: own.network, preprocessing: own.preprocessing }
}

/** Another network brings its own input size, layers and initialisation; how to train stays as it is. */
function withModel(base: RunSpec, flag: string | undefined): RunSpec {
  if (flag === undefined) return base
  const model = modelOf(flag)
  if (base.network.kind === 'zoo' && model === base.network.model) return base
  const { network, preprocessing } = defaultSpec(model)
  return { ...base, network, preprocessing }
}

function modelOf(text: string) {
  const parsed = modelNameSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw unknownName('network', text, modelNames)
}

function unknownName(what: 'preset' | 'network', text: string, names: readonly string[]): UsageError {
  const title = { preset: 'Presets', network: 'Networks' }[what]
  return new UsageError(`There is no ${what} ${text}.${didYouMean(text, names)} ${title}: ${names.join(', ')}.`)
}

function validated(spec: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(spec)
  if (parsed.success) return parsed.data
  throw new UsageError(specFaults(spec, (field) => flagOfField[field] ?? field))
}
