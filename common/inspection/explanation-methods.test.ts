// What a method asks for at first is what the lab takes, for images of any size.
import { explanationMethodSchema, type ExplanationMethodName } from '@contract/inspection/explanation'
import { maximizationWantedSchema } from '@contract/inspection/maximization'
import { expect, it } from 'vitest'
import { explanationMethods, usualMethod } from './explanation-methods'
import { usualMaximization } from './usual-maximization'

const names = Object.keys(explanationMethods) as ExplanationMethodName[]

it.each([[1, 1], [28, 28], [96, 64], [4096, 4096]])('of %i by %i pixels', (height, width) => {
  for (const name of names) {
    const method = usualMethod(name, { height, width }, 'conv_2')
    expect(explanationMethodSchema.safeParse(method).success, name).toBe(true)
  }
})

it('maximises with numbers that the lab takes', () => {
  expect(maximizationWantedSchema.safeParse({ ...usualMaximization, layer: 'conv_1', unit: 0 }).success).toBe(true)
})
