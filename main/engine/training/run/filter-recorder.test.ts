// Filters of a first convolution are kept for the epochs that count, each once; what cannot be written fails nothing.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { networkListingSchema } from '@contract/models/layers/listing'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { buildListing } from '../../../networks/build-listing'
import type { StateValues } from '../../../networks/network'
import { readFilterHistory, rowBytes } from '../../../telemetry/filter-history-file'
import { FilterRecorder } from './filter-recorder'

const networkOf = (layers: readonly object[]) => buildListing(networkListingSchema.parse({ name: 'Small', input: [1, 6, 6], initializer: 'kaiming-normal', layers }), [1, 1, 6, 6], 3)
const end = [{ layer: 'flatten' }, { layer: 'linear', features: 3 }]
const network = networkOf([{ layer: 'conv2d', channels: 2, kernel: 3 }, { layer: 'conv2d', channels: 4, kernel: 3 }, ...end])
const first = { layer: 'conv1', shape: [2, 1, 3, 3] } as const
const valuesAt = (epoch: number): StateValues => new Map([['conv1.weight', new Float32Array(18).fill(epoch)], ['conv2.weight', new Float32Array(72)]])
const epochsIn = async (folder: string) => (await readFilterHistory(folder))?.epochs

async function recorded(task: { readonly folder: string; readonly epochs: number; readonly mostBytes?: number }, from: number, epochs: readonly number[]): Promise<void> {
  const recorder = await FilterRecorder.open({ network, ...task }, from)
  for (const epoch of epochs) await recorder?.record(epoch, valuesAt(epoch))
}

it('keeps those of each epoch once, and forgets those behind the epoch that the run goes on from', async () => {
  const folder = temporaryFolder()
  await recorded({ folder, epochs: 5 }, 0, [0, 0, 1, 2, 3])
  expect(await readFilterHistory(folder)).toMatchObject({ ...first, epochs: [0, 1, 2, 3] })
  await recorded({ folder, epochs: 5 }, 1, [1, 2])
  expect(await epochsIn(folder)).toEqual([0, 1, 2])
  expect((await readFilterHistory(folder))?.values.at(-1)).toBe(2)
})

it('keeps those of every so many epochs, and of the last, where all would take too many bytes', async () => {
  const folder = temporaryFolder()
  await recorded({ folder, epochs: 8, mostBytes: 3 * rowBytes(first) }, 0, [0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(await epochsIn(folder)).toEqual([0, 3, 6, 8])
})

it('does not fail where the file cannot be written, and leaves no hole in it', async () => {
  const folder = temporaryFolder()
  const recorder = await FilterRecorder.open({ network, folder, epochs: 3 }, 0)
  await recorder?.record(0, valuesAt(0))
  rmSync(folder, { recursive: true })
  await recorder?.record(1, valuesAt(1))
  mkdirSync(folder)
  await recorder?.record(2, valuesAt(2))
  expect(await readFilterHistory(folder)).toBeNull()
  await expect(recorded({ folder: join(folder, 'none'), epochs: 3 }, 0, [0, 1])).resolves.toBeUndefined()
})

it('keeps none where there is no convolution', async () => {
  expect(await FilterRecorder.open({ network: networkOf(end), folder: temporaryFolder(), epochs: 3 }, 0)).toBeNull()
})
