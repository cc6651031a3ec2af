// Recognises messages of ONNX Runtime that a device lacks an operator of a program.
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'

const signs: readonly RegExp[] = [
  /fallback to CPU EP has been explicitly disabled/, // an operator without a kernel; the message does not name it
  /Only Conv2d or Conv1d are supported/, // a kernel that refuses volumes, when it runs
]

/** The lab's error for the user; null: the error has another cause. */
export function operatorMissing(error: unknown, device: DeviceName): LabError | null {
  const message = error instanceof Error ? error.message : String(error)
  if (!signs.some((sign) => sign.test(message))) return null
  return new LabError('device/operator-missing', phrase('The device {device} cannot compute all operators of this network.', { device }), phrase('Choose the CPU.'), { cause: error })
}
