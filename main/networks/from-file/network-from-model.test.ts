// Networks of files at sizes of images that they are not made for.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { GraphBuilder } from '../../onnx/graph-builder'
import { float32 } from '../../onnx/tensor'
import { findLogits } from './logits'
import { networkFromModel, trainableNetwork } from './network-from-model'
import { readNetworkFile } from './read-network-file'

const converted = (name: string): string => join(import.meta.dirname, '..', '..', 'engine', 'parity', 'converted', name)

it('a network that would make several answers of an image is refused, though it could compute them', async () => {
  const model = await readNetworkFile(converted('keras.onnx'))
  const refused = expect.objectContaining({ code: 'onnx/size', message: 'keras.onnx cannot take images of 28×28 pixels: it makes 8 answers of 2 images.' }) as Error
  expect(() => trainableNetwork(model, 'keras.onnx', [2, 1, 28, 28], { classes: 10, weights: 'keep', output: null })).toThrow(refused)
  expect(() => networkFromModel(model, 'keras.onnx', [2, 3, 28, 28])).toThrow(expect.objectContaining({ code: 'onnx/size' }) as Error)
})

it('an output that the file stores is no answer: another is taken, and the file refused where there is none', () => {
  const g = new GraphBuilder('stored')
  const [stored, computed] = [g.constant(float32([1, 2, 3, 4], [2, 2])), g.node('Relu', [g.input('x', 'float32', [2, 2])])]
  const wish = { output: null, writtenSoftmax: true }
  expect(findLogits(g.build([stored, computed]), { names: ['stored', 'computed'], ...wish }).output).toBe('computed')
  expect(() => findLogits(g.build([stored]), { names: ['stored'], ...wish })).toThrow('its output stored is a stored tensor')
})
