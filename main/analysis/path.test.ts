// The way of an image through a network, as it is drawn: every layer that weighs or pools by name, of lists and of graphs; and what it takes to compute.
import { expect, it } from 'vitest'
import type { LayerInput } from '@contract/models/layers/layer'
import type { ModelName } from '@contract/models/zoo'
import { buildLayers } from '../networks/build-layers'
import { buildNetwork } from '../networks/zoo/zoo'
import { analyzeNetwork } from './network-analysis'

const size = { height: 224, width: 224 }
const networkOf = (model: ModelName, { height, width } = size) => buildNetwork(model, [1, 1, height, width], { classes: 10 })
/** `conv 96, 11×11: 96x54x54` */
const steps = (network: Parameters<typeof analyzeNetwork>[0]): string[] => analyzeNetwork(network).mainPath.map(({ name, shape }) => `${name}: ${shape.join('x')}`)
/** The same of the graph alone, as of a file. */
const stepsOfGraph = (model: ModelName): string[] => {
  const { name, graph, images, parameters, buffers } = networkOf(model)
  return steps({ name, graph, images, parameters, buffers })
}

const alexnet = [
  'image: 1x224x224',
  'conv 96, 11×11: 96x54x54', 'max-pool 3×3: 96x26x26',
  'conv 256, 5×5: 256x26x26', 'max-pool 3×3: 256x12x12',
  'conv 384, 3×3: 384x12x12', 'conv 384, 3×3: 384x12x12', 'conv 256, 3×3: 256x12x12', 'max-pool 3×3: 256x5x5',
  'fc 4096: 4096', 'fc 4096: 4096', 'fc 10: 10',
]

it('shows all eight layers with weights and three pools of AlexNet', () => {
  expect(steps(networkOf('alexnet'))).toEqual(alexnet)
  expect(stepsOfGraph('alexnet')).toEqual(alexnet)
})

it.each([['resnet-8', 7], ['resnet-20', 19]] as const)('shows the main path of %s alone', (model, convolutions) => {
  const network = networkOf(model, { height: 28, width: 28 })
  const path = steps(network)
  expect(path.filter((step) => step.startsWith('conv'))).toHaveLength(convolutions)
  expect(path).toHaveLength(1 + convolutions + 2)
  expect(path.slice(-3)).toEqual(['conv 64, 3×3: 64x7x7', 'global mean: 64x1x1', 'fc 10: 10'])
})

it.each(['resnet-18', 'resnet-50', 'mobilenet-v2', 'vgg-11', 'nin'] as const)('is the same of the list and of the graph of %s', (model) => {
  expect(stepsOfGraph(model)).toEqual(steps(networkOf(model)))
})

it('shows branches as one step', () => {
  const path = steps(networkOf('googlenet'))
  expect(path.filter((step) => step.startsWith('4 branches'))).toHaveLength(9)
  expect(path.slice(6, 9)).toEqual(['4 branches: 256x28x28', '4 branches: 480x28x28', 'max-pool 3×3: 480x14x14'])
})

it('names groups, depthwise and transposed convolutions', () => {
  const layers: LayerInput[] = [
    { layer: 'conv2d', channels: 6, kernel: [1, 3], groups: 3 },
    { layer: 'conv2d', channels: 6, kernel: 3, groups: 6 },
    { layer: 'convTranspose2d', channels: 4, kernel: 2, stride: 2 },
    { layer: 'adaptiveAvgPool2d', output: [2, 1] },
  ]
  expect(steps(buildLayers('odd', [1, 3, 8, 8], layers)).map((step) => step.split(':')[0])).toEqual([
    'image', 'conv 6, 1×3 in 3 groups', 'depthwise 6, 3×3', 'transposed conv 4, 2×2', 'mean-pool to 2×1',
  ])
})

it("is computed in the time of a frame's fraction", () => {
  /** Milliseconds of processor time: by the clock, others on the machine count as well. */
  const once = (): number => {
    const begin = process.cpuUsage()
    analyzeNetwork(networkOf('alexnet'))
    const { user, system } = process.cpuUsage(begin)
    return (user + system) / 1000
  }
  // After ten calls that warm up the code, the median of fifty is below 5 ms.
  const times = Array.from({ length: 60 }, once).slice(10).sort((a, b) => a - b)
  expect(times[25]).toBeLessThan(5)
})
