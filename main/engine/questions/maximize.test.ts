// Gradient ascent raises the unit that it is about, keeps to the range of pixels and to its penalties, and says where there is nothing to raise.
import { describe, expect, it } from 'vitest'
import { maximize as question } from '@contract/engine/questions/maximize'
import type { Maximization, MaximizationWanted } from '@contract/inspection/maximization'
import type { LayerInput } from '@contract/models/layers/layer'
import { conv2d, flatten, linear, relu } from '../../networks/listing'
import { OpenedNetworks } from '../inspection/opened-networks'
import { tinyInfo, tinyNetwork, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { maximize } from './maximize'

const classes = tinyInfo.classes.length
const layers = [conv2d(3, { kernel: 3 }), relu(), flatten(), linear(classes)]
const plain: MaximizationWanted = { layer: 'conv1', unit: 1, steps: 20, learningRate: 0.02, decay: 0, smoothness: 0, jitter: 0, seed: 3 }
const opened = new OpenedNetworks()
const maximized = async (changes: Partial<MaximizationWanted> = {}, of: readonly LayerInput[] = layers, onProgress?: (done: number, total: number) => void): Promise<Maximization> =>
  question.answer.parse(await maximize({ ...tinyNetwork(of), ...plain, ...changes, opened, ...(onProgress && { onProgress }) }))

const roughness = ({ values, width }: Maximization): number => values.reduce((sum, value, at) => sum + (at % width ? Math.abs(value - (values[at - 1] ?? NaN)) : 0), 0)
const distanceFromGrey = ({ values }: Maximization): number => values.reduce((sum, value) => sum + Math.abs(value - 0.5), 0)

describe('ascent', () => {
  it.each([
    { title: 'a channel, by its mean', layer: 'conv1', unit: 1 },
    { title: 'a class', layer: 'fc1', unit: 2 },
  ])('raises $title, step by step', async ({ layer, unit }) => {
    const { activations, values, probabilities, channels, height, width } = await maximized({ layer, unit })
    expect([channels, height, width, values.length]).toEqual([2, 6, 5, 60])
    expect(activations).toHaveLength(21)
    activations.slice(1).forEach((activation, step) => {
      expect(activation, `step ${step + 1}`).toBeGreaterThan(activations[step] ?? NaN)
    })
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
  })

  it('ends where a linear unit is largest: white where its weight is positive, black where it is negative', async () => {
    const linearLayers = [flatten(), linear(classes)]
    const { values } = await maximized({ layer: 'fc1', unit: 0, steps: 400, learningRate: 0.5 }, linearLayers)
    const weight = valuesOf(await tinyState(tinyNetwork(linearLayers)), 'fc1.weight').subarray(0, 60)
    const clear = [...weight].flatMap((value, at) => (Math.abs(value) > 0.02 ? [at] : []))
    expect(clear.length).toBeGreaterThan(40)
    expect(clear.map((at) => values[at])).toEqual(clear.map((at) => ((weight[at] ?? NaN) > 0 ? 1 : 0)))
  })

  it('is smoother with smoothness, greyer with decay, and another image with another seed', async () => {
    const free = await maximized()
    expect(roughness(await maximized({ smoothness: 0.5 }))).toBeLessThan(roughness(free))
    expect(distanceFromGrey(await maximized({ decay: 0.2 }))).toBeLessThan(distanceFromGrey(free))
    expect((await maximized({ seed: 4 })).values).not.toEqual(free.values)
    expect((await maximized()).values).toEqual(free.values)
  })

  it('with jitter is another image, which the unit likes where it lies', async () => {
    const [still, moving] = [await maximized({ steps: 40 }), await maximized({ steps: 40, jitter: 1 })]
    expect(moving.values).not.toEqual(still.values)
    expect(moving.activations.at(-1)).toBeGreaterThan(moving.activations[0] ?? NaN)
  })

  it('tells its progress', async () => {
    const told: (readonly number[])[] = []
    await maximized({ steps: 3 }, layers, (done, total) => told.push([done, total]))
    expect(told).toEqual([[1, 3], [2, 3], [3, 3]])
  })
})

describe('nothing to raise', () => {
  it('is told of a unit that is dead everywhere', async () => {
    const dead = [flatten(), { layer: 'multiply', factor: 0 } as const, linear(classes)]
    await expect(maximized({ layer: 'fc1', unit: 1 }, dead)).rejects.toMatchObject({ code: 'inspection/dead-unit', message: expect.stringContaining('Unit 1 of fc1') as string })
  })

  it('is told of layers and units that there are not', async () => {
    await expect(maximized({ layer: 'conv9' })).rejects.toMatchObject({ code: 'network/no-such-layer', message: expect.stringContaining('The network has no layer conv9; it has conv1, ') as string })
    await expect(maximized({ unit: 3 })).rejects.toMatchObject({ code: 'network/no-such-unit', message: 'conv1 has no unit 3: the last one is 2.' })
  })
})
