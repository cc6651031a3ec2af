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
import type { TrainingRecipe } from '../program/training/training-recipe'
import { Session } from '../runtime/session'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import { smallNetwork } from './testing/small-networks'
import { directRecipe, fewImages, patience } from './testing/software-driver-training'

const problem = await whyNoWebGpu()
const format = { count: 4, channels: 1, height: 28, width: 28 }
const optimizer = { ...defaultOptimizer('adamw', 0.1), weightDecay: 0.1, clipNorm: 1 }
const recipe: TrainingRecipe = { ...directRecipe, device: 'webgpu', optimizer, labelSmoothing: 0.1 }

/** A session does not open if a node would be left to the CPU. */
async function openAll(models: readonly Uint8Array[]): Promise<void> {
  for (const model of models) await (await Session.open(model, { device: 'webgpu' })).close()
}

let data: ImageSet
beforeAll(async () => {
  data = await fewImages()
})

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  describe.each(modelNames)('%s', (model) => {
    const { inputSize } = modelInfo(model)
    const network = buildNetwork(model, [2, 1, inputSize, inputSize], { classes: 10, dropout: 0.5 })

    it('is computed without the CPU, in training and in evaluation', async () => {
      const { step } = compileSteps(network, format, recipe)
      await openAll([step.model, compileEvaluation(network, format, 'webgpu'), compileEvaluation(network, format, 'webgpu', { kind: 'images' })])
    })
  })

  // A network with the most plain layers and one with batch normalisation: what a batch in parts adds does not depend on the other layers.
  it.each(['lenet-relu', 'resnet-8'] as const)('%s in micro-batches is computed without the CPU', async (model) => {
    const { part, step } = compileSteps(buildNetwork(model, [2, 1, 28, 28], { classes: 10, dropout: 0.5 }), format, { ...recipe, microBatches: 2 })
    expect(part).not.toBeNull()
    await openAll([...(part ? [part.model] : []), step.model])
  })

  // The opening of a session is trusted by the tests above; here the provider's own record says the same.
  it('every node of a step is run by the provider of WebGPU', { timeout: patience }, async () => {
    const network = smallNetwork(4)
    const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-webgpu-'))
    const trainer = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, { ...directRecipe, device: 'webgpu' }, { profilePrefix: join(folder, 'step') })
    await trainer.train([{ number: 0, epoch: 0, images: Uint32Array.of(0, 1, 2, 3), learningRate: 0.1 }])
    await trainer.close()
    const [file = ''] = await readdir(folder)
    const profile = await readFile(join(folder, file), 'utf8')
    await rm(folder, { recursive: true })
    const providers = [...profile.matchAll(/"provider" : "(\w+)"/g)].map(([, provider]) => provider)
    expect(providers.length).toBeGreaterThan(50)
    expect(new Set(providers)).toEqual(new Set(['WebGpuExecutionProvider']))
  })
})
