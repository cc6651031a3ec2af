// The activity of units is what the maps of every single image tell.
import { describe, expect, it } from 'vitest'
import { unitActivity as question } from '@contract/engine/questions/unit-activity'
import type { UnitActivity } from '@contract/inspection/unit-activity'
import { OpenedNetworks } from '../inspection/opened-networks'
import { tinyBytes, tinyNetwork, tinySet } from '../inspection/testing/tiny-networks'
import { layerMaps } from './layer-maps'
import { unitActivity } from './unit-activity'

const network = tinyNetwork([
  { layer: 'conv2d', channels: 6, kernel: 3 },
  { layer: 'relu' },
  { layer: 'flatten' },
  { layer: 'linear', features: 8 },
  { layer: 'hardtanh', minVal: 0, maxVal: 1 },
  { layer: 'linear', features: 3 },
])

async function activityOf(args: Parameters<typeof question.args.parse>[0], told: [number, number][] = []): Promise<UnitActivity> {
  return question.answer.parse(await unitActivity({ ...question.args.parse(args), onProgress: (done, total) => told.push([done, total]) }))
}

describe('the activity of units', () => {
  it('is that of the maps of all images, though these go through in batches', async () => {
    const told: [number, number][] = []
    const { images, layers } = await activityOf({ ...network, split: 'train', images: 40 }, told)
    expect(images).toBe(40)
    expect(told).toEqual([[32, 40], [40, 40]])
    expect(layers.map(({ layer, kind, units, dead }) => [layer, kind, units, dead === null])).toEqual([
      ['conv1', 'conv2d', 6, true],
      ['relu1', 'relu', 6, false],
      ['fc1', 'linear', 8, true],
      ['hardtanh1', 'hardtanh', 8, false],
    ])
    const opened = new OpenedNetworks()
    const maps = []
    for (let image = 0; image < 40; image++) {
      const pixels = tinySet.train.images.subarray(image * tinyBytes, (image + 1) * tinyBytes)
      maps.push(await layerMaps({ ...network, pixels, layers: layers.map(({ layer }) => layer), mostChannels: 100, opened }))
    }
    await opened.close()
    for (const [place, layer] of layers.entries()) {
      for (let unit = 0; unit < layer.units; unit++) {
        const mapsOfUnit = maps.map(({ layers: all }) => {
          const { maps: values = new Float32Array(), height = 1, width = 1 } = all[place] ?? {}
          return [...values.subarray(unit * height * width, (unit + 1) * height * width)]
        })
        const largest = mapsOfUnit.map((values) => Math.max(...values))
        const ranked = largest.map((value, image) => ({ value, image })).sort((a, b) => b.value - a.value || a.image - b.image).slice(0, 9)
        expect(layer.largest[unit]).toBeCloseTo(Math.max(...largest), 5)
        expect(layer.mean[unit]).toBeCloseTo(mapsOfUnit.flat().reduce((sum, value) => sum + value, 0) / mapsOfUnit.flat().length, 5)
        expect(layer.activeShare[unit]).toBeCloseTo(largest.filter((value) => value > 0).length / 40, 5)
        expect([...layer.excitement.subarray(unit * 9, (unit + 1) * 9)].map((value) => value.toFixed(4))).toEqual(ranked.map(({ value }) => value.toFixed(4)))
        const values = [...layer.exciting.subarray(unit * 9, (unit + 1) * 9)].map((image) => largest[image] ?? NaN)
        values.forEach((value, rank) => {
          expect(value).toBeCloseTo(ranked[rank]?.value ?? NaN, 4)
        })
        expect(layer.dead?.includes(unit) ?? false).toBe(layer.dead !== null && largest.every((value) => value === 0))
      }
    }
  })

  it('is that of all images of a smaller split, whose images are told in part', async () => {
    const { images, layers: [conv] } = await activityOf({ ...network, split: 'test', images: 1000 })
    expect(images).toBe(10)
    expect(conv?.exciting).toHaveLength(6 * 9)
    const { layers: [single] } = await activityOf({ ...network, split: 'test', images: 1 })
    expect([...(single?.exciting ?? [])]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('is refused of networks without hidden layers and of splits that the data set lacks', async () => {
    const flat = tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }])
    await expect(activityOf({ ...flat, split: 'test', images: 4 })).rejects.toMatchObject({ code: 'inspection/no-hidden-layer' })
    await expect(activityOf({ ...network, split: 'validation', images: 4 })).rejects.toMatchObject({ code: 'dataset/no-such-split' })
  })
})
