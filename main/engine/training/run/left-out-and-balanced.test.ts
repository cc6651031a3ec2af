// Runs that leave near-duplicates out, and runs that balance classes: the images that they train on, what they tell, and that they go on to the same bytes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runEventSchema, type RunEvent } from '@contract/engine/run-events'
import { networkListingSchema } from '@contract/models/layers/listing'
import { listingSpec, wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { registerDataset } from '../../../data/catalogue'
import type { ImageDataset, LabelledImages } from '../../../data/dataset'
import { smoothImage } from '../../../data/near-duplicates/testing/smooth-image'
import { madeUpInfo } from '../../../data/testing/made-up-set'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { RunControl } from './run-control'
import { trainRun } from './training-run'

const format = { channels: 1, height: 20, width: 16 }
const classes = ['frequent', 'rare']

/** Pictures of the given seeds; every fifth is of the rare class. */
function part(seeds: readonly number[]): LabelledImages<Uint8Array> {
  const images = new Uint8Array(seeds.length * format.height * format.width)
  for (const [place, seed] of seeds.entries()) images.set(smoothImage(format, seed), place * format.height * format.width)
  return { images, labels: Uint8Array.from(seeds, (_, place) => (place % 5 === 0 ? 1 : 0)), count: seeds.length }
}

// Training images 3 and 40 are test images 0 and 1; training image 17 is there three times.
const trainSeeds = Array.from({ length: 60 }, (_, place) => ({ 3: 500, 40: 501, 30: 17, 50: 17 })[place] ?? place)
const [train, test] = [part(trainSeeds), part([500, 501, 502, 503, 504, 505])]
const info = { ...madeUpInfo(2), ...format, id: 'made-up-repeated', classes, trainImages: 60, testImages: 6 }
const set: ImageDataset<Uint8Array> = { info, train, test, validation: null }
registerDataset(info, { load: () => Promise.resolve(set) })

const listing = networkListingSchema.parse({ name: 'one layer', input: [1, 20, 16], initializer: 'xavier-uniform', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 2 }] })
const plain: RunSpec = { ...listingSpec(listing), dataset: wholeDataset(info.id), batchSize: 8, epochs: 2, seed: 3 }
const withData = (settings: Partial<RunSpec['dataset']>): RunSpec => ({ ...plain, dataset: { ...plain.dataset, ...settings } })

async function trained(spec: RunSpec, options: { readonly folder?: string; readonly untilEpoch?: number } = {}) {
  const folder = options.folder ?? temporaryFolder()
  const events: RunEvent[] = []
  await trainRun(spec, { device: 'cpu', folder, networkFolder: folder, control: new RunControl(), emit: (event) => events.push(runEventSchema.parse(event)), untilEpoch: options.untilEpoch ?? null })
  const started = events.find((event) => event.type === 'started')
  const checkpoint = events.findLast((event) => event.type === 'checkpoint')?.checkpoint
  if (!started || !checkpoint) throw new Error('the run has not trained')
  return { folder, steps: started.stepsPerEpoch, notice: started.notice, weights: readFileSync(join(folder, checkpoint.folder, 'parameters.safetensors')) }
}

it('leaves out training images that look like test images, or like one another, and says how many', async () => {
  const all = await trained(plain)
  expect([all.steps, all.notice]).toEqual([8, null])
  const unlike = await trained(withData({ duplicates: 'unlike-test' }))
  expect(unlike).toMatchObject({ steps: 8, notice: '2 near-duplicates of the training images were left out, as they look like test or validation images.' })
  expect(unlike.weights.equals(all.weights)).toBe(false)
  const distinct = await trained(withData({ duplicates: 'distinct' }))
  expect(distinct).toMatchObject({ steps: 7, notice: '4 near-duplicates of the training images were left out, as they look like test or validation images, or like earlier training images.' })
  const few = await trained(withData({ duplicates: 'distinct', limitTrain: 20 }))
  expect(few).toMatchObject({ steps: 3, notice: expect.stringMatching(/^1 near-duplicate of the training images was left out/) as string })
})

it('leaves near-duplicates out before a share is kept for validation', async () => {
  const { steps } = await trained(withData({ duplicates: 'distinct', validation: 'share', validationShare: 0.5 }))
  expect(steps).toBe(Math.ceil(28 / 8))
})

it.each(['weights', 'sampling'] as const)('trains with balance by %s, in as many steps, and goes on to the same bytes', async (balance) => {
  const spec = withData({ balance })
  const whole = await trained(spec)
  expect([whole.steps, whole.notice]).toEqual([8, null])
  expect(whole.weights.equals((await trained(plain)).weights)).toBe(false)
  const { folder } = await trained(spec, { untilEpoch: 1 })
  expect((await trained(spec, { folder })).weights.equals(whole.weights)).toBe(true)
})
