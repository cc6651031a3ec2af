// Memory that ran out, by the messages in which ONNX Runtime, Dawn, CUDA and JavaScript say so.
import type { DeviceName } from '@contract/devices'
import { LabError } from '@contract/problem'

const signs: readonly RegExp[] = [
  /Failed to allocate memory for requested buffer of size \d+/, // ONNX Runtime's arena, on every device
  /std::bad_alloc|bad allocation/, // the CPU without an arena; the latter on Windows
  /Available memory of \d+ is smaller than requested bytes/,
  /Array buffer allocation failed/, // JavaScript's own
  /CUDA failure 2: out of memory|CUDNN_STATUS_ALLOC_FAILED|CUBLAS_STATUS_ALLOC_FAILED/,
  // Dawn tells of the buffer that could not be had in the log alone; the error comes when the buffer is used, or it is too large for one.
  /\[Invalid Buffer.*is invalid due to a previous error/,
  /Buffer size \(\d+\) exceeds the max buffer size limit|is larger than the maximum .*binding size/,
  /VK_ERROR_OUT_OF_(DEVICE|HOST)_MEMORY|Allocation size too large/,
]

/** The error that stands for memory that ran out on a device; null where an error says something else. */
export function outOfMemory(error: unknown, device: DeviceName): LabError | null {
  const message = error instanceof Error ? error.message : String(error)
  if (!signs.some((sign) => sign.test(message))) return null
  const what = device === 'cpu' ? 'The memory of this machine' : 'The memory of the GPU'
  return new LabError('device/out-of-memory', `${what} is too small for this network and batch size.`, 'A smaller batch size needs less memory.', { cause: error })
}
