// Every rule against central differences; the registry is enumerated, so that a rule without a case fails.
import { describe, expect, it } from 'vitest'
import { deviceNames } from '@contract/devices/devices'
import { planVersion } from '@contract/training/plan'
import { rules } from './'
import { siteKey, type SitePlan } from '../site'
import { GradientCheck, otherInTraining, type RuleCase } from '../testing/gradient-check'
import { ruleCases } from '../testing/rule-cases'

describe('gradient rules', () => {
  const withRule = Object.entries(rules).flatMap(([operator, entry]) => ('backward' in entry ? [operator] : []))

  it.each(withRule)('%s has a case', (operator) => {
    expect(ruleCases.map((testCase) => testCase.operator)).toContain(operator)
  })

  describe.each(deviceNames)('as %s computes them', (device) => {
    it.each(ruleCases)('$operator: $title', async (testCase) => {
      await checkGradients(testCase, await GradientCheck.open(testCase, device))
    })
  })

  it('take the ways of plans as well', async () => {
    const taken = new Set<string>()
    for (const testCase of ruleCases) {
      const plan = lastWays()
      const check = await GradientCheck.open(testCase, 'cpu', 'cpu', plan)
      const ways = Object.entries(plan.choices).filter(([key]) => !key.startsWith('conv'))
      if (ways.length > 0) await checkGradients(testCase, check)
      else await check.close()
      for (const [, way] of ways) taken.add(way)
    }
    expect([...taken].sort()).toEqual(['product', 'step', 'steps'])
  })
})

/** A plan that takes the last way of every site that has others than the built-in one. */
function lastWays(): SitePlan {
  const choices: Record<string, string> = {}
  const note: SitePlan['note'] = (site) => {
    const last = site.ways.findLast((way) => way !== site.builtIn)
    if (last !== undefined) choices[siteKey(site)] = last
  }
  return { version: planVersion, choices, note }
}

async function checkGradients(testCase: RuleCase, check: GradientCheck): Promise<void> {
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
}
