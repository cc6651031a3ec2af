// What can be chosen of a network: older specs stay readable, each network has its own layers, and no other choice passes.
import { describe, expect, it } from 'vitest'
import { modelNames, models } from './zoo'
import { changedLayers, defaultNetworkSettings, networkSettingsSchema, networkTitle } from './networks'

describe('network settings', () => {
  it('written before there were choices mean what they meant', () => {
    const stored = (model: string) => networkSettingsSchema.parse({ kind: 'zoo', model, initializer: 'xavier-uniform', dropout: 0 })
    expect(stored('lenet')).toMatchObject({ activation: 'sigmoid', pooling: 'average', tab: null })
    expect(stored('lenet-relu')).toMatchObject({ activation: 'relu', pooling: 'max', tab: null })
    expect(stored('alexnet')).toMatchObject({ activation: null, pooling: null, tab: 'pytorch' })
  })

  it.each(modelNames)('of %s are the same after being read again', (model) => {
    const settings = defaultNetworkSettings(model)
    expect(networkSettingsSchema.parse(settings)).toEqual(settings)
    expect(changedLayers(settings)).toEqual([])
  })

  it('refuse what a network leaves no choice of', () => {
    const parsed = networkSettingsSchema.safeParse({ ...defaultNetworkSettings('resnet-8'), activation: 'tanh' })
    expect(parsed.error?.issues).toMatchObject([{ path: ['activation'], message: 'is no choice that ResNet-8 leaves' }])
  })

  it("are told in the title where they are not the network's own", () => {
    const lenet = defaultNetworkSettings('lenet')
    expect(networkTitle(lenet)).toBe('LeNet')
    expect(networkTitle({ ...lenet, activation: 'relu', pooling: 'max' })).toBe('LeNet (ReLU, max-pooling)')
    expect(networkTitle({ ...defaultNetworkSettings('alexnet'), tab: 'tensorflow' })).toBe('AlexNet (TensorFlow tab)')
  })
})

it('has one info for every network, in the order of the families', () => {
  expect(models.map(({ name }) => name)).toEqual(modelNames)
  const families = models.map(({ family }) => family)
  expect([...new Set(families)].flatMap((family) => families.filter((other) => other === family))).toEqual(families)
})
