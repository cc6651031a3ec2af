// Networks whose convolutions are computed in blocks of channels train as they do otherwise: values change their layout where a node needs it.
import { describe, expect, it } from 'vitest'
import type { LayerInput } from '@contract/models/layers/layer'
import { planVersion } from '@contract/training/plan'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { buildLayers } from '../../../networks/build-layers'
import { batchNorm, conv2d, dropout, flatten, globalAvgPool2d, linear, maxPool2d, padChannels, relu, residual, subsample } from '../../../networks/listing'
import { initialState } from '../../../networks/network'
import { siteKey, type SitePlan } from '../../autodiff/site'
import { channelBlock } from '../../plan/channel-block'
import { plainRecipe } from '../../program/training/training-recipe'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'

const info = madeUpInfo(3)
const { train } = madeUpSet(info)
const { channels, height, width } = info
const data: ImageSet = { ...train, channels, height, width }
const batchSize = 16

/** A plan that takes blocks of channels wherever they fit, and its sites. @param others leaves out sites of these names */
async function blockedPlan(others: RegExp): Promise<{ readonly plan: SitePlan; readonly taken: readonly string[] }> {
  const block = await channelBlock()
  const choices: Record<string, string> = {}
  const taken: string[] = []
  const note: SitePlan['note'] = (site) => {
    const way = ['blocked phases', 'blocked', 'step', 'product'].find((name) => site.ways.includes(name))
    if (way === undefined || others.test(site.place)) return
    choices[siteKey(site)] = way
    taken.push(siteKey(site))
  }
  return { plan: { version: planVersion, ...(block !== null && { block }), choices, note }, taken }
}

/** Losses of two steps, the second on fewer images than a batch, and the values afterwards. */
async function trained(layers: readonly LayerInput[], plan: SitePlan = plainRecipe.plan) {
  const net = buildLayers('small', [batchSize, channels, height, width], layers)
  const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', 1), 1, { ...plainRecipe, plan })
  const step = (number: number, count: number) => ({ number, epoch: 0, images: Uint32Array.from({ length: count }, (_, image) => image), learningRate: 0.01 })
  const results = await trainer.train([step(0, batchSize), step(1, batchSize - 3)])
  const values = new Map([...(await trainer.values())].map(([name, list]) => [name, Float32Array.from(list)] as const))
  await trainer.close()
  return { losses: results.map(({ loss }) => loss), values }
}

const normalized = (channelsOut: number): LayerInput[] => [conv2d(channelsOut, { kernel: 3, padding: 1, bias: false }), batchNorm(), relu()]
const activations = ['relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'sigmoid', 'tanh', 'softplus', 'mish', 'hardswish', 'hardsigmoid', 'relu6', 'silu'] as const

const cases: Readonly<Record<string, readonly LayerInput[]>> = {
  'normalisation and residual sums': [
    ...normalized(16),
    residual([...normalized(16), conv2d(16, { kernel: 3, padding: 1, bias: false }), batchNorm()]), relu(),
    residual([conv2d(32, { kernel: 3, stride: 2, padding: 1, bias: false }), batchNorm(), relu(), conv2d(32, { kernel: 3, padding: 1, bias: false }), batchNorm()], [subsample(2), padChannels(32)]), relu(),
    globalAvgPool2d(), flatten(), linear(3),
  ],
  'normalisation behind a pool': [conv2d(32, { kernel: 5, padding: 2, bias: false }), maxPool2d({ kernel: 2, stride: 2 }), batchNorm(), relu(), conv2d(16, { kernel: 3 }), maxPool2d({ kernel: 2, stride: 2 }), batchNorm(), relu(), flatten(), linear(3)],
  'pools in blocks': [...normalized(16), maxPool2d({ kernel: 2, stride: 2 }), ...normalized(32), maxPool2d({ kernel: 3, stride: 3 }), flatten(), linear(3)],
  'pools, biases, dropout and maps that fill no block': [
    conv2d(6, { kernel: 3 }), relu(), maxPool2d({ kernel: 2, stride: 1 }),
    conv2d(16, { kernel: 2, padding: 1 }), relu(), dropout(0.3),
    conv2d(48, { kernel: 3, padding: 1 }), relu(), flatten(), linear(3),
  ],
}

describe('trains', () => {
  it.each([
    ...Object.entries(cases),
    ...activations.map((layer) => [layer, [conv2d(16, { kernel: 3, padding: 1 }), { layer }, conv2d(16, { kernel: 3, padding: 1 }), flatten(), linear(3)]] as const),
  ])('%s', async (title, layers) => {
    const usual = await trained(layers)
    const poolApart = title === 'normalisation behind a pool'
    const { plan, taken } = await blockedPlan(poolApart ? /^max-pool/ : /^none/)
    const blocked = await trained(layers, plan)
    expect(taken.some((key) => key.startsWith('conv'))).toBe(true)
    if (poolApart) expect(taken.some((key) => key.startsWith('batch-norm'))).toBe(true)
    blocked.losses.forEach((loss, index) => { expect(loss / (usual.losses[index] ?? NaN)).toBeCloseTo(1, 4) })
    for (const [name, list] of usual.values) {
      const other = blocked.values.get(name)
      const difference = list.reduce((most, value, index) => Math.max(most, Math.abs(value - (other?.[index] ?? NaN))), 0)
      expect(difference, name).toBeLessThan(2e-4)
    }
  })
})
