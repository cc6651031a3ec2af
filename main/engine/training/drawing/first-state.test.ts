// The first state is the same whoever draws it.
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { buildLayers } from '../../../networks/build-layers'
import { initialState } from '../../../networks/network'
import { flatten, linear, relu } from '../../../networks/listing'
import { useThreads } from '../../runtime/session'
import { FirstState } from './first-state'

const thread = fileURLToPath(new URL('../../../../out/main/draw-thread.js', import.meta.url))
/** Two parameters of more than four million elements, and others. */
const network = buildLayers('large', [1, 1, 28, 28], [flatten(), linear(5200), relu(), linear(800), relu(), linear(10)])
const task = { network, initializer: 'xavier-uniform', seed: 7, scale: 1 } as const

afterEach(() => {
  useThreads(null)
})

it.each([
  ['with another thread', thread],
  ['by this thread alone', undefined],
  ['by this thread where the other one fails', '/no-such-thread.js'],
])('is drawn %s', async (_, program) => {
  useThreads(2)
  const values = await new FirstState({ ...task, thread: program }).values()
  expect([...values.keys()]).toEqual(network.parameters.map(({ name }) => name))
  const expected = initialState(network, task.initializer, task.seed)
  for (const [name, numbers] of expected) expect(Buffer.compare(bytesOf(values.get(name)), bytesOf(numbers)), name).toBe(0)
})

const bytesOf = (numbers: Float32Array = new Float32Array()): Uint8Array => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
