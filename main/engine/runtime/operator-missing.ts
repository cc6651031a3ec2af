// Recognises that a device cannot compute all of a program, among what ONNX Runtime says.
import type { DeviceName } from '@contract/devices'
import { LabError } from '@contract/problem'

/** The error in the user's words; null where it is another. ONNX Runtime tells no more than that there is such an operator. */
export function operatorMissing(error: unknown, device: DeviceName): LabError | null {
  const isRefused = error instanceof Error && error.message.includes('fallback to CPU EP has been explicitly disabled')
  if (!isRefused) return null
  return new LabError('device/operator-missing', `The device ${device} cannot compute all operators of this network.`, 'Choose the CPU.', { cause: error })
}
