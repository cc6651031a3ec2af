// Every rule on random shapes and attributes: outputs as use computes them, gradients as differences along a random direction.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceNames } from '@contract/devices/devices'
import { isOperator } from '../../../onnx/operators'
import { rules } from './'
import { GradientCheck, otherInTraining, uniform } from '../testing/gradient-check'
import { randomCases } from '../testing/random-cases'

/** Random cases of each rule, others in every run of the test; CNN_LAB_CASES asks for more. */
const casesOfRule = Number(process.env.CNN_LAB_CASES ?? 12)

/** Float32's rounding, seen through a difference over 1/64. */
const tolerance = 1e-3

describe('gradient rules', () => {
  const withRule = Object.entries(rules).flatMap(([operator, entry]) => ('backward' in entry && isOperator(operator) ? [operator] : []))

  it.each(withRule)('of %s', { timeout: 500 * casesOfRule + 60_000 }, async (operator) => {
    const randomCase = randomCases[operator]
    if (!randomCase) throw new Error(`${operator} has no random cases`)
    await fc.assert(
      fc.asyncProperty(randomCase, fc.constantFrom(...deviceNames), async (drawn, device) => {
        const check = await GradientCheck.open({ title: 'random', operator, ...drawn }, device)
        fc.pre(check.varied.length > 0)
        for (const { inferredShape, shape, trained, used } of await check.forward()) {
          expect(inferredShape).toEqual(shape)
          if (!otherInTraining.has(operator)) expect(distance(trained, used)).toBeLessThan(1e-5 * (1 + norm(used)))
        }
        const directions = check.varied.map(({ values }, index) => uniform(values.length, 200 + index))
        const difference = await check.directionalDifference(directions)
        const gradients = await check.gradients()
        await check.close()
        const derivative = gradients.reduce((sum, gradient, input) => sum + dot(gradient, directions[input] ?? gradient), 0)
        const size = Math.hypot(...gradients.map(norm))
        expect(Math.abs(derivative - difference), `${derivative} against ${difference}`).toBeLessThan(tolerance * Math.max(1, size))
      }),
      { numRuns: casesOfRule },
    )
  })
})

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0)
const norm = (a: Float32Array): number => Math.sqrt(dot(a, a))
const distance = (a: Float32Array, b: Float32Array): number => norm(a.map((value, index) => value - (b[index] ?? NaN)))
