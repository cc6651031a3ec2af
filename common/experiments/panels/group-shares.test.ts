// What panels show of a plan's networks: each network once, and shares of groups that make up the whole.
import { expect, it } from 'vitest'
import { benchmarks } from '../definitions/benchmarks'
import { chip } from '../definitions/chip'
import { networkInfo } from '@contract/models/networks'
import type { CostTotal } from '@contract/models/network-analysis'
import { groupShares } from './group-shares'
import { plannedNetworks } from './planned-networks'

const pass = (flops: number) => ({ multiplyAdds: flops / 2, flops, bytesRead: flops, bytesWritten: flops })
const cost = (parameters: number, flops: number): CostTotal => ({
  parameters,
  activationBytes: 4 * flops,
  passes: { forward: pass(flops), inputGradient: pass(flops), weightGradient: pass(flops), update: pass(parameters) },
})

it('of a plan are its counted networks, each once', () => {
  expect(plannedNetworks(benchmarks.sizes.quick.plan).map(({ network }) => networkInfo(network).title)).toEqual(['AlexNet', 'VGG-16', 'GoogLeNet', 'ResNet-50', 'MobileNet V2'])
  expect(plannedNetworks(chip.sizes.quick.plan)).toMatchObject([{ input: [3, 224, 224], classes: 1000 }])
})

it('of groups are parts of the whole, none of a network without parameters', () => {
  const [groups, total] = [{ convolution: cost(10, 90), fullyConnected: cost(30, 10), other: cost(0, 0) }, cost(40, 100)]
  const [parameters, , forward, step] = groupShares({ groups, total })
  expect(parameters).toMatchObject({ title: 'Parameters', total: '40', parts: [{ group: 'convolution', share: 0.25, amount: '10' }, { group: 'fullyConnected', share: 0.75 }, { group: 'other', share: 0 }] })
  expect(forward?.parts[0]?.share).toBe(0.9)
  expect(step?.parts[0]?.share).toBeCloseTo(280 / 340)
  const nothing = cost(0, 0)
  expect(groupShares({ groups: { convolution: nothing, fullyConnected: nothing, other: nothing }, total: nothing })[0]?.parts.map(({ share }) => share)).toEqual([0, 0, 0])
})
