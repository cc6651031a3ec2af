// When the next value of a parameter may be written over the value before.
import { describe, expect, it } from 'vitest'
import type { Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { add, mul } from '../../../onnx/operations'
import { assertWritesOver } from './late-update'

describe('writing over the value before', () => {
  const [g, shape] = [new GraphBuilder('update'), [4, 3]]
  const [weight, velocity, gradient] = [g.input('weight', 'float32', shape), g.input('velocity', 'float32', shape), g.input('gradient', 'float32', shape)]
  const check = (before: readonly Value[], next: readonly Value[]) => () => { assertWritesOver(g.build(next), before, next) }
  const nextVelocity = add(g, velocity, gradient)

  it('is right where all that reads it has run before, or writes it', () => {
    const decayed = mul(g, weight, gradient)
    expect(check([weight, velocity], [add(g, decayed, mul(g, weight, nextVelocity)), nextVelocity])).not.toThrow()
  })

  it('is refused where another node reads it, which may run later', () => {
    const nextWeight = add(g, weight, mul(g, velocity, gradient))
    expect(check([weight, velocity], [nextWeight, nextVelocity])).toThrow('velocity is read when')
  })
})
