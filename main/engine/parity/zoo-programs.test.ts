// The zoo's networks compile to the same programs and begin with the same values as when these hashes were written, and so train to the same bytes.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { presets } from '@contract/training/presets'
import { initialValues } from '../../networks/initialization/initializers'
import type { Network } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { elementCount } from '../../onnx/tensor'
import { compileEvaluation } from '../program/evaluation-program'
import { compileLoop } from '../program/training/loop-program'
import { recipeOf } from '../program/training/training-recipe'

/**
 * SHA-256 of each preset's parameters (names, shapes, fans), of the values of its smaller ones, and of its compiled programs at batch size
 * 4; written by commit fb91699, before networks were lists of layers; those of CUDA's programs when their Loops got a constant condition, of AlexNet's training when coefficients of kernels got a
 * shape of their own and had to be worth their memory, of LeNet's with ReLU and FashionNet's when gradients of their pools were written and no longer added, of FashionNet's when its preset got dropout 0.15,
 * of AlexNet's training when the product of the gradient by images got a rank of its own, by which the same bytes are trained. Whoever changes a program on purpose writes new hashes.
 */
const recorded = JSON.parse(readFileSync(new URL('zoo-programs.json', import.meta.url), 'utf8')) as Readonly<Record<string, Readonly<Record<string, string>>>>

const batchSize = 4
const format = { channels: 1, height: 28, width: 28 }
/** Parameters with more elements than this are not drawn, which would take seconds: the same function draws them from the same stream. */
const mostElements = 100_000

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')

/** What decides the initial values of a network, in the order in which they are drawn. */
function describe({ parameters }: Network): string {
  return JSON.stringify(parameters.map(({ name, index, shape, kind, fanIn, fanOut, initial }) => ({ name, index, shape, kind, fanIn, fanOut, initial: initial ?? null })))
}

it.each(presets)('of the preset $name', (preset) => {
  const spec = { ...preset.spec, batchSize }
  const { network: settings, preprocessing: { height, width } } = spec
  const network = buildNetwork(settings.model, [batchSize, 1, height, width], { ...settings, classes: 10 })
  const drawn = network.parameters
    .filter(({ shape }) => elementCount(shape) <= mostElements)
    .map((parameter) => sha256(new Uint8Array(initialValues(parameter, settings.initializer, 0).buffer)))
  const recipe = recipeOf(spec, 'cpu')
  expect({
    parameters: sha256(describe(network)),
    initialValues: sha256(drawn.join()),
    training: sha256(compileLoop(network, { ...format, count: 60_000 }, recipe).model),
    cudaTraining: sha256(compileLoop(network, { ...format, count: 60_000 }, { ...recipe, device: 'cuda' }).model),
    evaluation: sha256(compileEvaluation(network, { ...format, count: 10_000 }, 'cpu')),
  }).toEqual(recorded[preset.name])
})
