// Loss scaling on its own: which steps are taken, and how the scale follows.
import { expect, it } from 'vitest'
import { encodeModel } from '../../../onnx/encoding'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { cast } from '../../../onnx/operations'
import { feed, Session } from '../../runtime/session'
import { emitLossScaling, growthInterval, lossScaleSlots } from './loss-scale'

const { scale, age } = lossScaleSlots

/** Two gradients of the scaled loss, the second of one element, under a scale of some age. */
async function scaled(begin: { readonly scale: number; readonly age: number }, element: number) {
  const g = new GraphBuilder('scaling')
  const state = new Map([scale, age].map(({ name, shape }) => [name, g.input(name, 'float32', shape)]))
  const gradients = new Map([
    ['a', g.input('a', 'float32', [2])],
    ['b', g.input('b', 'float32', [1])],
  ])
  const scaling = emitLossScaling(g, gradients, state)
  const outputs = [...scaling.gradients.values(), ...scaling.next.values(), cast(g, scaling.isTaken, 'float32')]
  const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
  const results = await session.run(
    {
      [scale.name]: feed('float32', Float32Array.of(begin.scale), []),
      [age.name]: feed('float32', Float32Array.of(begin.age), []),
      a: feed('float32', Float32Array.of(8, -4), [2]),
      b: feed('float32', Float32Array.of(element), [1]),
    },
    outputs.map(({ name }) => name),
  )
  await session.close()
  const [a = [], , nextScale = [], nextAge = [], isTaken = []] = outputs.map(({ name }) => [...results.floats(name)])
  return { a, scale: nextScale[0], age: nextAge[0], isTaken: isTaken[0] === 1 }
}

it('divides gradients by the scale, which grows older', async () => {
  expect(await scaled({ scale: 4, age: 7 }, 1)).toEqual({ a: [2, -1], scale: 4, age: 8, isTaken: true })
})

it.each([Infinity, -Infinity, NaN])('leaves out a step with a gradient of %d and halves the scale', async (element) => {
  expect(await scaled({ scale: 4, age: 7 }, element)).toMatchObject({ scale: 2, age: 0, isTaken: false })
})

it('doubles the scale when it is old enough, up to a limit', async () => {
  expect(await scaled({ scale: 4, age: growthInterval - 1 }, 1)).toMatchObject({ scale: 8, age: 0, isTaken: true })
  expect(await scaled({ scale: 2 ** 24, age: growthInterval - 1 }, 1)).toMatchObject({ scale: 2 ** 24, age: 0 })
})

it('takes every step at a scale of one, so that what is wrong is seen', async () => {
  expect(await scaled({ scale: 1, age: 0 }, NaN)).toMatchObject({ scale: 1, isTaken: true })
})
