// Computes the loss and gradients of an ONNX file's network on one batch, and writes the gradients as a safetensors file.
import { basename } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { ownName } from '../../networks/file-names'
import { networkFromModel } from '../../networks/from-file/network-from-model'
import { readNetworkFile } from '../../networks/from-file/read-network-file'
import { stateOf } from '../../networks/network'
import { toNumbers, type Shape, type Tensor } from '../../onnx/tensor'
import { compileGradients, gradientProgram } from '../program/gradient-program'
import { capabilitiesOf } from '../capabilities'
import { feed, Session } from '../runtime/session'
import { encodeSafetensors, readTensors } from '../../networks/export/safetensors'
import type { Work } from './work'

/** @throws LabError where a file cannot be read, taken or written, or the batch does not fit the network */
export const differentiate: Work<'differentiate'> = async ({ model, batch, out, device, output }) => {
  const { images, labels } = await readBatch(batch)
  const { network, values, notes } = networkFromModel(await readNetworkFile(model), basename(model), images.shape, output)
  checkLabels(labels, network.logits.shape[1] ?? 0)
  const session = await Session.open(compileGradients(network, device), { device })
  try {
    const state = stateOf(network).map(({ name, shape }, index) => {
      return [gradientProgram.state(index), feed('float32', values.get(name) ?? new Float32Array(), shape)] as const
    })
    const inputs = {
      ...Object.fromEntries(state),
      [gradientProgram.images]: feed('float32', images.data, images.shape),
      [gradientProgram.labels]: capabilitiesOf[device].int64
        ? feed('int64', BigInt64Array.from(labels, BigInt), [labels.length])
        : feed('float32', Float32Array.from(labels), [labels.length]),
    }
    const names = network.parameters.map((_, index) => gradientProgram.gradient(index))
    const outputs = await session.run(inputs, [gradientProgram.loss, ...names])
    const loss = outputs.floats(gradientProgram.loss)[0] ?? NaN
    if (!Number.isFinite(loss)) {
      throw new LabError('gradients/not-finite', phrase('The loss of this batch is not a finite number.'), phrase('Look for such numbers in its images and in the weights of the model.'))
    }
    const gradients = network.parameters.map(({ name, shape }, index) => ({ name: ownName(name), shape, data: outputs.floats(gradientProgram.gradient(index)) }))
    await write(out, Buffer.concat(encodeSafetensors(gradients)))
    return {
      loss,
      images: labels.length,
      parameters: network.parameters.map(({ name }) => ownName(name)),
      notes: [...notes],
    }
  } finally {
    await session.close()
  }
}

interface Batch {
  readonly images: Tensor & { readonly shape: Shape }
  readonly labels: readonly number[]
}

async function readBatch(path: string): Promise<Batch> {
  const tensors = await readTensors(path)
  const refused = (why: string): LabError =>
    new LabError('gradients/batch', phrase('{path} is no batch: {why}.', { path, why }), phrase('Give images float32 [N, C, H, W] and labels int64 [N].'))
  const [images, labels] = [tensors.get('images'), tensors.get('labels')]
  if (!images || !labels) throw refused(phrase('it holds no tensor named {name}', { name: images ? 'labels' : 'images' }))
  if (images.type !== 'float32' || images.shape.length !== 4) throw refused(phrase('its images are {type} [{shape}]', { type: images.type, shape: images.shape.join(', ') }))
  if (labels.type === 'float32' || labels.type === 'float64' || labels.shape.join() !== String(images.shape[0])) {
    throw refused(phrase('its labels are {type} [{shape}]', { type: labels.type, shape: labels.shape.join(', ') }))
  }
  if (labels.data.length === 0) throw refused(phrase('it is empty'))
  return { images, labels: toNumbers(labels) }
}

function checkLabels(labels: readonly number[], classes: number): void {
  const wrong = labels.find((label) => label < 0 || label >= classes)
  if (wrong === undefined) return
  throw new LabError('gradients/labels', phrase('There is a label {wrong}, but the network knows the classes 0 to {last}.', { wrong, last: classes - 1 }), phrase('Choose the batch of this network.'))
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileWhole(path, bytes)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('gradients/unwritable', phrase('{path} cannot be written: {why}.', { path, why }), phrase('Choose another folder.'), { cause: error })
  }
}
