// An address of Inspect is read as it was written; what it does not name stays out.
import { expect, it } from 'vitest'
import { inspectAddress, readAddress } from './inspect-address'

it('names a run, a checkpoint, a tab and an image', () => {
  const wanted = { run: 'lenet-1', checkpoint: 'checkpoints/step-000000010-epoch-1', tab: 'maps', image: { split: 'test', index: 12 } } as const
  expect(readAddress((inspectAddress(wanted) as { query: Record<string, string> }).query)).toEqual(wanted)
  expect(readAddress((inspectAddress({ run: 'lenet-1' }) as { query: Record<string, string> }).query)).toEqual({ run: 'lenet-1' })
})

it.each([{ split: 'test', index: '-1' }, { split: 'tests', index: '1' }, { split: 'test' }, { run: '' }, {}])('names no image and no run: %o', (query) => {
  expect(readAddress(query)).toEqual({})
})
