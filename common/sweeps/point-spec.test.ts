// The run of a point: what a value brings with it, and which points there cannot be.
import { expect, it } from 'vitest'
import { networkListingSchema } from '@contract/models/layers/listing'
import { networkKey } from '@contract/models/own-network'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { runOfPoint, type SweepNetworks } from './point-spec'

const base = { ...defaultSpec('lenet'), batchSize: 64 }

const listing = networkListingSchema.parse({ name: 'My net', input: [1, 20, 20], initializer: 'kaiming-normal', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 10 }] })
const networks: SweepNetworks = new Map([[networkKey('My net'), listing]])

/** The run of a point whose axes are its values. */
function run(values: Record<string, string | number | boolean | null>, seed = 5) {
  const axes = Object.entries(values).map(([setting, value]) => ({ setting, values: [value] }))
  return runOfPoint(sweepSpecSchema.parse({ version: 1, base, axes, strategy: { kind: 'grid' } }), { values, seed }, networks)
}

it('changes the settings of the axes and the seed, and nothing else', () => {
  expect(run({ batchSize: 32, 'augmentation.flip': 0.5 }).spec).toEqual({ ...base, batchSize: 32, augmentation: { ...base.augmentation, flip: 0.5 }, seed: 5 })
  expect(run({}).spec).toEqual({ ...base, seed: 5 })
})

it('gives another network its own layers and image size, and keeps how it is trained', () => {
  const { network, preprocessing } = defaultSpec('alexnet')
  expect(run({ 'network.model': 'alexnet' }).spec).toEqual({ ...base, network, preprocessing, seed: 5 })
  expect(run({ 'network.model': ' my  NET' }).spec).toMatchObject({ network: { kind: 'layers', listing: { name: 'My net' } }, preprocessing: { height: 20, width: 20 }, batchSize: 64 })
  expect(run({ 'network.model': 'lenet' }).spec?.network).toEqual(base.network)
  expect(run({ 'network.model': 'lennet' })).toEqual({ spec: null, fault: 'there is no network lennet.' })
})

it('gives another optimizer its own settings, whatever the order of the axes', () => {
  expect(run({ 'optimizer.momentum': 0.8, 'optimizer.name': 'momentum' }).spec?.optimizer).toMatchObject({ name: 'momentum', momentum: 0.8, learningRate: 0.1 })
  expect(run({ 'optimizer.name': 'adamw' }).spec?.optimizer).toMatchObject({ name: 'adamw', learningRate: 0.001 })
  expect(run({ 'schedule.name': 'cosine', 'schedule.finalShare': 0.1 }).spec?.schedule).toMatchObject({ name: 'cosine', finalShare: 0.1 })
})

it('tells why a point cannot be', () => {
  expect(run({ 'optimizer.name': 'sgd', 'optimizer.momentum': 0.9 }).fault).toBe('Momentum means nothing with the optimizer sgd.')
  expect(run({ 'schedule.factor': 0.5 }).fault).toBe('Factor means nothing with the schedule constant.')
  expect(run({ 'network.model': 'resnet-8', 'network.dropout': 0.5 }).fault).toBe('Dropout means nothing here: ResNet-8 leaves no such choice.')
  expect(run({ 'network.model': 'resnet-8', 'network.dropout': 0 }).fault).toBeNull()
  expect(run({ device: 'cpu', precision: 'mixed' }).fault).toBe('Precision must be float32 on this device; only CUDA gains by mixed precision.')
})

it('sets along with an axis what goes along with it', () => {
  const spec = sweepSpecSchema.parse({ version: 1, base, axes: [{ setting: 'preprocessing.height', along: ['preprocessing.width'], values: [32] }], strategy: { kind: 'grid' } })
  expect(runOfPoint(spec, { values: { 'preprocessing.height': 32 }, seed: 0 }, networks).spec?.preprocessing).toMatchObject({ height: 32, width: 32 })
})
