// Programs of every framework.
import { describe, expect, it } from 'vitest'
import { classNameOf } from './program'

describe('the name of a class', () => {
  it.each([
    ['LeNet with ReLU', 'LeNetWithReLU'],
    ['VGG-11', 'VGG11'],
    ['3 layers', 'Network3Layers'],
    ['Größe', 'GroE'],
    ['網', 'Network'],
    ['None', 'NoneNetwork'],
    ['Residual', 'ResidualNetwork'],
  ])('of %s is %s', (title, name) => {
    expect(classNameOf(title)).toBe(name)
  })
})
