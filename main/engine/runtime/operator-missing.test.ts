// Messages as ONNX Runtime 1.30 gives them.
import { expect, it } from 'vitest'
import { operatorMissing } from './operator-missing'

it.each([
  'This session contains graph nodes that are assigned to the default CPU EP, but fallback to CPU EP has been explicitly disabled by the user.',
  "Non-zero status code returned while running ConvTranspose node. Name:'ConvTranspose' Status Message: Only Conv2d or Conv1d are supported",
])('tells of an operator that the device lacks: %s', (message) => {
  expect(operatorMissing(new Error(message), 'webgpu')).toMatchObject({ code: 'device/operator-missing', remedy: 'Choose the CPU.' })
})

it('leaves other errors alone', () => {
  expect(operatorMissing(new Error('Failed to get a WebGPU adapter'), 'webgpu')).toBeNull()
})
