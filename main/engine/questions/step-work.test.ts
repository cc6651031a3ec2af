// The counted work of a compiled step: every pass of every layer is in it, fast convolutions as the products that they become.
import { expect, it } from 'vitest'
import { defaultSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import type { OperatorWork } from '@contract/benchmark/step-work'
import { stepWork } from './step-work'

const spec: RunSpec = { ...defaultSpec('lenet'), batchSize: 64, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 64, limitTest: 1 } }
const task = { device: 'cpu', networkFolder: '/no-networks-from-files' } as const
const workOf = async (changes: Partial<RunSpec>): Promise<readonly OperatorWork[]> => (await stepWork({ ...task, spec: { ...spec, ...changes } })) ?? []
const flopsOf = (operators: readonly OperatorWork[], kind?: OperatorWork['kind']): number =>
  operators.filter((one) => kind === undefined || one.kind === kind).reduce((sum, { flops, times }) => sum + flops * times, 0)

/** Multiply-adds of LeNet for one image: 117,600 in the first layer, 240,000 in the second, 58,920 in the three fully connected ones. */
const [first, others] = [117_600, 240_000 + 58_920]

it('directly computed, is two passes of the first layer and three of the others', async () => {
  const flops = flopsOf(await workOf({ convolution: 'direct' }))
  const expected = 2 * 64 * (2 * first + 3 * others)
  expect(flops).toBeGreaterThan(expected)
  expect(flops).toBeLessThan(1.5 * expected) // activations, pools, update, the loss
})

it('has hardly a convolution left where these go by transforms', async () => {
  const [direct, fast] = [await workOf({ convolution: 'direct' }), await workOf({ convolution: 'fast' })]
  expect(flopsOf(direct, 'convolution')).toBeGreaterThan(0)
  expect(flopsOf(fast, 'convolution')).toBeLessThan(0.5 * flopsOf(direct, 'convolution'))
})

it('is that of the whole batch where it goes through in parts', async () => {
  const [whole, parts] = [flopsOf(await workOf({ convolution: 'direct' })), flopsOf(await workOf({ convolution: 'direct', microBatchSize: 16 }))]
  expect(parts / whole).toBeGreaterThan(0.9)
  expect(parts / whole).toBeLessThan(1.3) // gradients of parts are summed
})

it('is not told of WebGPU, where a step is not one program', async () => {
  expect(await stepWork({ ...task, device: 'webgpu', spec })).toBeNull()
})
