// The time of a step's operators from a roof, worked out by hand.
import { expect, it } from 'vitest'
import { timeOfStep } from './step-time'

it('sums what each operator waits for, as often as it is done', () => {
  const roof = { flopsPerSecond: 1e11, convolutionShare: 0.5, bytesPerSecond: 1e10, onChipBytes: null, operatorSeconds: 0.001 }
  const operators = [
    { kind: 'convolution', flops: 1e9, bytes: 1e6, times: 1 }, // 20 ms at half the peak
    { kind: 'other', flops: 1e9, bytes: 1e6, times: 3 }, // 10 ms
    { kind: 'other', flops: 1e6, bytes: 5e7, times: 2 }, // 5 ms by memory
  ] as const
  expect(timeOfStep(operators, roof)).toBeCloseTo(0.02 + 3 * 0.01 + 2 * 0.005 + 6 * 0.001)
})
