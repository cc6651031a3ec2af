// What a network is fed of an image is what the batches of training hold of it: augmented by its epoch, mixed with its partner, cropped, resized and normalised.
import { networkInputs as question } from '@contract/engine/questions/network-inputs'
import { noAugmentation } from '@contract/data/augmentation'
import type { NetworkInputs, NetworkInputsWanted } from '@contract/data/network-inputs'
import { plainPreprocessing, type RunSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { epochOrder } from '../../data/sampling'
import { planOf, StepDrawer } from '../training/drawing/step-draws'
import { tinyBytes, tinyInfo, tinyNetwork, tinyPixels, tinySet } from '../inspection/testing/tiny-networks'
import { networkInputs } from './network-inputs'

const { channels, height, width } = tinyInfo
const { spec: base } = tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }])
const plain: RunSpec = { ...base, preprocessing: plainPreprocessing({ height, width }) }

const inputsOf = async (spec: RunSpec, wanted: NetworkInputsWanted): Promise<NetworkInputs> => question.answer.parse(await networkInputs(question.args.parse({ spec, wanted })))
const ofTraining = (index: number, epochs = [0]): NetworkInputsWanted => ({ split: 'train', index, epochs })

describe('the input of a network', () => {
  it('of an image that is not trained on is the image itself, resized and normalised', async () => {
    const test = await inputsOf({ ...plain, augmentation: { ...noAugmentation, flip: 1 } }, { split: 'test', index: 3, epochs: [0, 1, 2] })
    expect(test).toMatchObject({ role: 'test', shape: [1, channels, height, width], range: { least: 0, most: 1 } })
    const own = tinyPixels(1, tinyInfo.trainImages + 3)
    test.values.forEach((value, place) => {
      expect(value).toBeCloseTo((own[place] ?? 0) / 255, 6)
    })
    const preprocessing: RunSpec['preprocessing'] = { ...plain.preprocessing, normalization: 'own', mean: [0.5], deviation: [0.25] }
    const normalized = await inputsOf({ ...plain, preprocessing: { ...preprocessing, height: 2 * height } }, { split: 'test', index: 3, epochs: [0] })
    expect(normalized).toMatchObject({ shape: [1, channels, 2 * height, width], range: { least: -2, most: 2 } })
    expect(normalized.values[0]).toBeCloseTo(((own[0] ?? 0) / 255 - 0.5) / 0.25, 5)
  })

  it('of a training image is what the batch of each epoch holds of it', async () => {
    const augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 2, rotation: 30, erasing: 0.5 }
    const spec = { ...plain, augmentation, seed: 5, batchSize: 8 }
    const { role, shape, values } = await inputsOf(spec, ofTraining(7, [0, 1, 2, 3]))
    expect([role, shape[0]]).toEqual(['train', 4])
    const drawer = new StepDrawer(planOf(5, [], augmentation, { ...tinySet.train, channels, height, width }, true))
    for (const epoch of [0, 1, 2, 3]) {
      const batches = epochOrder({ seed: 5, epoch, count: tinySet.train.count, batchSize: 8 })
      const step = batches.findIndex((batch) => batch.includes(7))
      const batch = batches[step] ?? new Uint32Array()
      const drawn = drawer.draw({ number: epoch * batches.length + step, epoch, images: batch }).images?.subarray(batch.indexOf(7) * tinyBytes, (batch.indexOf(7) + 1) * tinyBytes)
      expect([...values.subarray(epoch * tinyBytes, (epoch + 1) * tinyBytes)].map((value) => Math.round(value * 255)), `epoch ${epoch}`).toEqual([...(drawn ?? [])])
    }
    const pictures = Array.from({ length: 4 }, (_, epoch) => values.subarray(epoch * tinyBytes, (epoch + 1) * tinyBytes).join())
    expect(new Set(pictures).size).toBeGreaterThan(1)
  })

  it('of an image that CutMix mixes has pixels of its own and of another training image, at their places', async () => {
    const { values, shape } = await inputsOf({ ...plain, augmentation: { ...noAugmentation, cutmix: 1 }, batchSize: 8 }, ofTraining(3, [0, 1, 2, 3, 4, 5]))
    expect(shape[0]).toBe(6)
    const pixels = [...values].map((value) => Math.round(value * 255))
    const images = Array.from({ length: tinySet.train.count }, (_, image) => [...tinyPixels(1, image)])
    let mixed = 0
    for (let input = 0; input < 6; input++) {
      const of = pixels.slice(input * tinyBytes, (input + 1) * tinyBytes)
      const foreign = of.flatMap((value, place) => (value === images[3]?.[place] ? [] : [place]))
      expect(images.some((other) => foreign.every((place) => other[place] === of[place]))).toBe(true)
      if (foreign.length > 0) mixed += 1
    }
    expect(mixed).toBeGreaterThan(0)
  })

  it('says what the run does with the image', async () => {
    const shared: RunSpec = { ...plain, dataset: { ...plain.dataset, validation: 'share', validationShare: 0.2 }, augmentation: { ...noAugmentation, flip: 0.5 } }
    const roles = await Promise.all(Array.from({ length: tinyInfo.trainImages }, async (_, index) => (await inputsOf(shared, ofTraining(index))).role))
    expect(roles.filter((role) => role === 'validation')).toHaveLength(8)
    expect(roles.filter((role) => role === 'train')).toHaveLength(32)
    expect((await inputsOf({ ...plain, dataset: { ...plain.dataset, limitTrain: 5 } }, ofTraining(5))).role).toBe('left-out')
    await expect(inputsOf(plain, ofTraining(40))).rejects.toMatchObject({ code: 'dataset/no-such-image' })
  })
})
