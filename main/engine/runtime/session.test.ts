// Sessions: what a program that is only opened, or has run, may not hold on to.
import { expect, it } from 'vitest'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { add, expand, reduceSum, scalar, sub } from '../../onnx/operations'
import { feed, Session } from './session'

it('reckons large constants when they are needed, and does not keep them', async () => {
  const g = new GraphBuilder('zeros')
  const x = g.input('x', 'float32', [1])
  const zeros = expand(g, scalar(g, 0), [50_000_000])
  const total = reduceSum(g, add(g, zeros, x), [0])
  const before = process.memoryUsage.rss()
  const session = await Session.open(encodeModel(g.build([total])), { arena: false })
  expect(process.memoryUsage.rss() - before).toBeLessThan(100e6)
  const outputs = await session.run({ x: feed('float32', Float32Array.of(1), [1]) }, [total.name])
  expect(outputs.floats(total.name)[0]).toBeCloseTo(50_000_000, -2)
  expect(process.memoryUsage.rss() - before).toBeLessThan(150e6)
  await session.close()
})

it('opens a program of very many nodes soon, as nothing of it is optimized', async () => {
  const g = new GraphBuilder('chain')
  let last = g.input('x', 'float32', [2])
  for (let count = 0; count < 10_000; count++) last = g.node('Relu', [sub(g, last, scalar(g, 0))])
  const cpu = process.cpuUsage()
  const session = await Session.open(encodeModel(g.build([last])), { threads: 1 })
  const outputs = await session.run({ x: feed('float32', Float32Array.of(3, -2), [2]) }, [last.name])
  expect(Array.from(outputs.floats(last.name))).toEqual([3, 0])
  await session.close()
  // With all optimizers it takes minutes.
  expect(process.cpuUsage(cpu).user).toBeLessThan(20e6)
})

it('leaves no copy of an output that is written into memory of the caller', async () => {
  const g = new GraphBuilder('sum')
  const shape = [5_000_000]
  const x = g.input('x', 'float32', shape)
  const sum = add(g, x, x)
  const session = await Session.open(encodeModel(g.build([sum])), { arena: false })
  const [inputs, own] = [{ x: feed('float32', new Float32Array(5_000_000).fill(1.5), shape) }, new Float32Array(5_000_000)]
  const before = process.memoryUsage().arrayBuffers
  const outputs = await session.run(inputs, [sum.name], { [sum.name]: feed('float32', own, shape) })
  expect(outputs.floats(sum.name)).toBe(own)
  expect(own.every((value) => value === 3)).toBe(true)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6)
  await session.close()
})
