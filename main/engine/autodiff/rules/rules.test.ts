// Every rule against central differences; the registry is enumerated, so that a rule without a case fails.
import { describe, expect, it } from 'vitest'
import { deviceNames } from '@contract/devices/devices'
import { rules } from './'
import { GradientCheck, otherInTraining } from '../testing/gradient-check'
import { ruleCases } from '../testing/rule-cases'

describe('gradient rules', () => {
  const withRule = Object.entries(rules).flatMap(([operator, entry]) => ('backward' in entry ? [operator] : []))

  it.each(withRule)('%s has a case', (operator) => {
    expect(ruleCases.map((testCase) => testCase.operator)).toContain(operator)
  })

  describe.each(deviceNames)('as %s computes them', (device) => {
    it.each(ruleCases)('$operator: $title', async (testCase) => {
      const check = await GradientCheck.open(testCase, device)
      const outputs = await check.forward()
      expect(outputs).not.toEqual([])
      for (const { inferredShape, shape, trained, used } of outputs) {
        expect(inferredShape).toEqual(shape)
        if (otherInTraining.has(testCase.operator)) continue
        trained.forEach((value, index) => {
          expect(value, `output ${index}`).toBeCloseTo(used[index] ?? NaN, 5)
        })
      }
      const gradients = await check.gradients()
      expect(check.varied).not.toEqual([])
      for (const [input, varied] of check.varied.entries()) {
        const gradient = gradients[input] ?? new Float32Array()
        expect(gradient.length).toBe(varied.values.length)
        for (const element of gradient.keys()) {
          expect(gradient[element], `${varied.name}[${element}]`).toBeCloseTo(await check.difference(varied, element), 3)
        }
      }
      await check.close()
    })
  })
})
