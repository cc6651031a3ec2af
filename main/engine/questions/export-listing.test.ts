// Exported lists of layers: the first weights, for images and classes as the list has them, in the format of the file's name.
import { join } from 'node:path'
import { networkListingSchema } from '@contract/models/layers/listing'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { readTensors } from '../../networks/export/safetensors'
import { readNetworkFile } from '../../networks/from-file/read-network-file'
import { exportListing } from './export-listing'

const listing = networkListingSchema.parse({
  name: 'Colours',
  input: [3, 12, 10],
  initializer: 'xavier-uniform',
  layers: [{ layer: 'conv2d', channels: 4, kernel: 3 }, { layer: 'batchNorm' }, { layer: 'relu' }, { layer: 'flatten' }, { layer: 'linear', features: 37 }],
})

it('ONNX: an open batch, channels and classes of the list', async () => {
  const path = join(temporaryFolder(), 'colours.onnx')
  expect(await exportListing({ listing, path })).toBeGreaterThan(4 * 4 * 10 * 8 * 37)
  const { graph, metadata } = await readNetworkFile(path)
  expect(graph.inputs.map(({ shape }) => shape)).toEqual([[-1, 3, 12, 10]])
  expect(graph.initializers.get('fc1.weight')?.shape).toEqual([37, 4 * 10 * 8])
  expect(JSON.parse(metadata.listing ?? '')).toEqual(listing)
})

it('safetensors: weights and running averages', async () => {
  const path = join(temporaryFolder(), 'colours.safetensors')
  await exportListing({ listing, path })
  const shapes = [...(await readTensors(path)).values()].map(({ shape }) => shape.join('x'))
  expect(shapes).toEqual(expect.arrayContaining(['4x3x3x3', '4', '37x320', '37']))
})

it('layers that do not fit together are told by their place', async () => {
  const path = join(temporaryFolder(), 'small.onnx')
  await expect(exportListing({ listing: { ...listing, input: [3, 2, 2] }, path })).rejects.toMatchObject({ code: 'network/input-too-small', message: expect.stringContaining('layer 1') as string })
})
