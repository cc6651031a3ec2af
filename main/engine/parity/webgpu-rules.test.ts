// Every rule's outputs and gradients as WebGPU computes them, on the software driver, against the same program on the CPU.
import { describe, expect, it } from 'vitest'
import { GradientCheck } from '../autodiff/testing/gradient-check'
import { ruleCases } from '../autodiff/testing/rule-cases'
import { whyNoWebGpu } from '../runtime/testing/webgpu'

const problem = await whyNoWebGpu()

/**
 * Title of the rule case of a convolution over volumes. Its gradient with respect to the input is a transposed convolution over volumes,
 * which the provider refuses when it runs.
 */
const ofVolumes = 'three dimensions'

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  it.each(ruleCases.filter(({ operator, title }) => operator !== 'Conv' || title !== ofVolumes))('$operator: $title', async (testCase) => {
    const [cpu, gpu] = [await GradientCheck.open(testCase, 'webgpu'), await GradientCheck.open(testCase, 'webgpu', 'webgpu')]
    const outputsOf = async (check: GradientCheck) => [...(await check.forward()).map(({ trained }) => trained), ...(await check.gradients())]
    const [expected, actual] = [await outputsOf(cpu), await outputsOf(gpu)]
    expect(actual).toHaveLength(expected.length)
    expect(actual).not.toEqual([])
    actual.forEach((values, index) => {
      const reference = expected[index] ?? new Float32Array()
      expect(values.length).toBe(reference.length)
      const error = Math.hypot(...values.map((value, place) => value - (reference[place] ?? NaN)))
      expect(error).toBeLessThan(1e-4 * (1 + Math.hypot(...reference)))
    })
    await cpu.close()
    await gpu.close()
  })

  it('refuses gradients of convolutions over volumes', async () => {
    const testCase = ruleCases.find(({ operator, title }) => operator === 'Conv' && title === ofVolumes)
    if (!testCase) throw new Error('there is such a case')
    const check = await GradientCheck.open(testCase, 'webgpu', 'webgpu')
    await expect(check.gradients()).rejects.toThrow('Only Conv2d or Conv1d are supported')
    await check.close()
  })
})
