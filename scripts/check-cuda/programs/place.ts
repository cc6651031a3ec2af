// Opens every program on the CUDA provider and lets ONNX Runtime say where it puts the nodes.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { compileEvaluation } from '../../../main/engine/program/evaluation-program'
import { compileGradients } from '../../../main/engine/program/gradient-program'
import { compileLoop } from '../../../main/engine/program/training/loop-program'
import { plainRecipe } from '../../../main/engine/program/training/training-recipe'
import { Session } from '../../../main/engine/runtime/session'
import { fileCases, models, trainingCases, zooNetwork } from './cases'
import { inOneLine, isSmall, say, scratchFolder } from './environment'

const batchSize = 2
const format = { count: 4, channels: 1, height: 28, width: 28 }

/** The graph as ONNX Runtime runs it, with the constants that it has computed. */
const optimized = join(scratchFolder, 'optimized.onnx')

/** Sessions are the lab's own, but say everything, and write down what they run. */
function sayEverything(): void {
  const create = InferenceSession.create.bind(InferenceSession)
  InferenceSession.create = ((model: Uint8Array, options: InferenceSession.SessionOptions) =>
    create(model, { ...options, logSeverityLevel: 0, logVerbosityLevel: 0, optimizedModelFilePath: optimized })) as typeof InferenceSession.create
}

async function open(name: string, compile: () => Uint8Array): Promise<void> {
  say(`CASE ${name}`)
  try {
    const model = compile()
    const session = await Session.open(model, { device: 'cuda' })
    await session.close()
    say(`CASE-END opened, ${statSync(optimized).size - model.length} bytes more`)
  } catch (error) {
    say(`CASE-END failed: ${inOneLine(error)}`)
  }
}

export async function placeAll(): Promise<void> {
  sayEverything()
  for (const { name, network, recipe } of trainingCases(batchSize)) await open(name, () => compileLoop(network(), format, recipe).model)
  for (const model of models) {
    await open(`evaluation ${model}`, () => compileEvaluation(zooNetwork(model, batchSize), format, 'cuda'))
    await open(`evaluation of images ${model}`, () => compileEvaluation(zooNetwork(model, batchSize), format, 'cuda', { kind: 'images' }))
    await open(`gradients ${model}`, () => compileGradients(zooNetwork(model, batchSize), 'cuda'))
  }
  for (const { name, trained, asItStands } of await fileCases()) {
    const [, channels = 1, height = 1, width = 1] = trained.images.shape
    const images = { count: 4, channels, height, width }
    for (const precision of ['float32', 'mixed'] as const) {
      for (const microBatches of isSmall ? [1] : [1, 3]) {
        await open(`training ${name} ${precision}${microBatches > 1 ? ' in parts' : ''}`, () => compileLoop(trained, images, { ...plainRecipe, device: 'cuda', precision, microBatches }).model)
      }
    }
    await open(`evaluation ${name}`, () => compileEvaluation(trained, images, 'cuda'))
    await open(`gradients ${name}`, () => compileGradients(asItStands, 'cuda'))
  }
}
