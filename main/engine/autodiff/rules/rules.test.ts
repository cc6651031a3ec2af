// Every rule against central differences; the registry is enumerated, so that a rule without a case fails.
import { describe, expect, it } from 'vitest'
import { deviceNames } from '@contract/devices/devices'
import { planVersion } from '@contract/training/plan'
import { expectClose } from '../../testing/expect-close'
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
    expect([...taken].sort()).toEqual(['product', 'roots', 'step', 'steps'])
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

/** What a case computes, by the CPU's program: every other program is held to it. */
interface Expected {
  readonly outputs: readonly Float32Array[]
  /** Derivatives of the objective by every element of each varied input, by finite differences. */
  readonly derivatives: readonly (readonly number[])[]
}

const expectedOf = new Map<RuleCase, Promise<Expected>>()

/** Computed once for a case: the finite differences take most of the time of these tests, and the programs of all devices compute the same function. */
function expected(testCase: RuleCase): Promise<Expected> {
  const known = expectedOf.get(testCase)
  if (known) return known
  const computed = compute(testCase)
  expectedOf.set(testCase, computed)
  return computed
}

async function compute(testCase: RuleCase): Promise<Expected> {
  const check = await GradientCheck.open(testCase)
  const outputs = (await check.forward()).map(({ trained }) => trained.slice())
  const derivatives: number[][] = []
  for (const varied of check.varied) {
    const ofInput: number[] = []
    for (const element of varied.values.keys()) ofInput.push(await check.difference(varied, element))
    derivatives.push(ofInput)
  }
  await check.close()
  return { outputs, derivatives }
}

async function checkGradients(testCase: RuleCase, check: GradientCheck): Promise<void> {
  const { outputs: expectedOutputs, derivatives } = await expected(testCase)
  const outputs = await check.forward()
  expect(outputs).not.toEqual([])
  expect(outputs).toHaveLength(expectedOutputs.length)
  for (const [place, { inferredShape, shape, trained, used }] of outputs.entries()) {
    expect(inferredShape).toEqual(shape)
    expectClose(trained, expectedOutputs[place] ?? [], 5, 'output')
    if (!otherInTraining.has(testCase.operator)) expectClose(trained, used, 5, 'output in use')
  }
  const gradients = await check.gradients()
  expect(check.varied).not.toEqual([])
  for (const [input, varied] of check.varied.entries()) expectClose(gradients[input] ?? [], derivatives[input] ?? [], 3, varied.name)
  await check.close()
}
