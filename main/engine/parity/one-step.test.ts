// The zoo's larger networks against PyTorch (one-step.json, made by pytorch_one_step.py): loss and gradients of one step, parameters, multiply-adds.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { initializerNames } from '@contract/models/initializers'
import { modelNameSchema } from '@contract/models/zoo'
import { z } from 'zod'
import { analyzeNetwork } from '../../analysis/network-analysis'
import { loadDataset } from '../../data/catalogue'
import { initialState } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { plainRecipe } from '../program/training/training-recipe'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import { distance } from './testing/distance'

const referenceSchema = z.strictObject({
  initializer: z.enum(initializerNames),
  inputSize: z.int(),
  batchSize: z.int(),
  /** Mean cross-entropy of the first images at the initial weights, float64. */
  loss: z.number(),
  /** Largest relative deviation of a gradient's norm in PyTorch's own float32. */
  float32Deviation: z.number(),
  /** 2-norm of its gradient by each parameter, float64. */
  gradientNorms: z.record(z.string(), z.number()),
  /** For images of 3x224x224 and 1000 classes. */
  parameters: z.int(),
  macs: z.int(),
})
const references = z
  .partialRecord(modelNameSchema, referenceSchema)
  .parse(JSON.parse(readFileSync(new URL('one-step.json', import.meta.url), 'utf8')))

/**
 * Published parameters and multiply-adds (in thousand millions) of networks of 1000 classes. Source: torchvision's documentation of its
 * weights ("num_params", "GFLOPS", which counts a multiply-add once). Exceptions: ResNet-18 is held to the multiply-adds only, as the book's
 * network has other biases; GoogLeNet is held to the parameters of the Caffe model zoo's bvlc_googlenet. NiN is the book's own variant,
 * of which nothing is published: it is held to PyTorch's count.
 */
const published = [
  ['vgg-11', 132_863_336, 7.609],
  ['vgg-16', 138_357_544, 15.47],
  ['resnet-18', null, 1.814],
  ['resnet-50', 25_557_032, 4.089],
  ['mobilenet-v2', 3_504_872, 0.301],
  ['googlenet', 6_998_552, null],
] as const

/** Gradients with a norm below this are rounding errors of zero: those of biases in front of a batch normalisation. */
const zeroNorm = 1e-6

let data: ImageSet
beforeAll(async () => {
  const { info, train } = await loadDataset('fashion-mnist', { limitTrain: 16, limitTest: 1 })
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

it.each(published)('%s has the parameters and multiply-adds that were published', (model, parameters, billions) => {
  const { total } = analyzeNetwork(buildNetwork(model, [1, 3, 224, 224], { classes: 1000 }))
  if (parameters !== null) expect(total.parameters).toBe(parameters)
  if (billions !== null) expect(total.passes.forward.multiplyAdds / 1e9).toBeCloseTo(billions, 2)
})

describe.each(Object.entries(references))('%s', (name, reference) => {
  const model = modelNameSchema.parse(name)
  const { initializer, inputSize, batchSize } = reference

  it("has PyTorch's number of parameters and multiply-adds", () => {
    const { parameters, passes } = analyzeNetwork(buildNetwork(model, [1, 3, 224, 224], { classes: 1000 })).total
    expect({ parameters, macs: passes.forward.multiplyAdds }).toEqual({ parameters: reference.parameters, macs: reference.macs })
  })

  it('has the loss and the gradients of PyTorch in one step', async () => {
    const network = buildNetwork(model, [batchSize, 1, inputSize, inputSize], { classes: 10, dropout: 0 })
    const [begin, images] = [initialState(network, initializer, 0), Uint32Array.from({ length: batchSize }, (_, index) => index)]
    const forTrainer = new Map([...begin].map(([parameter, values]) => [parameter, values.slice()])) // which takes its values for its own
    const trainer = await openTrainer(network, data, forTrainer, 0, { ...plainRecipe, convolution: 'direct' })
    // With a learning rate of one, a step changes every parameter by its gradient.
    const [result] = await trainer.train([{ number: 0, epoch: 0, images, learningRate: 1 }])
    const after = await trainer.values()
    await trainer.close()
    expect((result?.loss ?? NaN) / reference.loss).toBeCloseTo(1, 4)
    expect(network.parameters.map((parameter) => parameter.name)).toEqual(Object.keys(reference.gradientNorms))
    for (const [parameter, norm] of Object.entries(reference.gradientNorms)) {
      const tolerance = norm > zeroNorm ? norm * Math.max(1e-3, 2 * reference.float32Deviation) : 1e-3
      expect(Math.abs(distance(begin.get(parameter), after.get(parameter)) - norm), parameter).toBeLessThan(tolerance)
    }
  })
})
