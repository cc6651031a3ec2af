// Programs for WebGPU, on the software driver: every node is run by its provider, nothing is left to the CPU.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { modelInfo, modelNames } from '@contract/models/zoo'
import { defaultOptimizer } from '@contract/training/optimizer'
import { initialState } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { compileEvaluation } from '../program/evaluation-program'
import { compileSteps } from '../program/training/step-program'
import { Session } from '../runtime/session'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import { smallNetwork } from './testing/small-networks'
import { directRecipe, fewImages, patience } from './testing/software-driver-training'

const problem = await whyNoWebGpu()
const format = { count: 4, channels: 1, height: 28, width: 28 }

let data: ImageSet
beforeAll(async () => {
  data = await fewImages()
})

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  describe.each(modelNames)('%s', (model) => {
    const { inputSize } = modelInfo(model)
    const network = buildNetwork(model, [2, 1, inputSize, inputSize], { classes: 10, dropout: 0.5 })

    it('is computed without the CPU: training, whole or in parts, and evaluation', async () => {
      const optimizer = { ...defaultOptimizer('adamw', 0.1), weightDecay: 0.1, clipNorm: 1 }
      const models = [1, 2].flatMap((microBatches) => {
        const { part, step } = compileSteps(network, format, { ...directRecipe, device: 'webgpu', optimizer, labelSmoothing: 0.1, microBatches })
        return [...(part ? [part.model] : []), step.model]
      })
      // A session does not open if a node would be left to the CPU.
      for (const program of [...models, compileEvaluation(network, format, 'webgpu'), compileEvaluation(network, format, 'webgpu', 'images')]) await (await Session.open(program, { device: 'webgpu' })).close()
    })
  })

  it.each([
    ['a network of every kind of layer', smallNetwork(4)],
    ['LeNet', buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })],
    ['AlexNet, with fewer channels and of smaller images', buildNetwork('alexnet-small', [1, 1, 67, 67], { classes: 10, dropout: 0.5 })],
    ['a network with batch normalisation', buildNetwork('resnet-8', [1, 1, 8, 8], { classes: 10, dropout: 0 })],
  ])('every node of a step is run by the provider of WebGPU: %s', { timeout: patience }, async (_, network) => {
    const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-webgpu-'))
    const [images = 1] = network.images.shape
    const trainer = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, { ...directRecipe, device: 'webgpu' }, { profilePrefix: join(folder, 'step') })
    await trainer.train([{ number: 0, images: Uint32Array.from({ length: images }, (_, index) => index), learningRate: 0.1 }])
    await trainer.close()
    const [file = ''] = await readdir(folder)
    const profile = await readFile(join(folder, file), 'utf8')
    await rm(folder, { recursive: true })
    const providers = [...profile.matchAll(/"provider" : "(\w+)"/g)].map(([, provider]) => provider)
    expect(providers.length).toBeGreaterThan(50)
    expect(new Set(providers)).toEqual(new Set(['WebGpuExecutionProvider']))
  })
})
