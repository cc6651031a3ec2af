// Memory that ran out, by the messages in which ONNX Runtime, Dawn, CUDA and JavaScript say so.
import type { DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'

/** More in all than there is. */
const lackOfMemory: readonly RegExp[] = [
  /Failed to allocate memory for requested buffer of size \d+/, // ONNX Runtime's arena, on every device
  /std::bad_alloc|bad allocation/, // the CPU without an arena; the latter on Windows
  /Available memory of \d+ is smaller than requested bytes/,
  /Memory allocation failed\. Size=\d+/, // an allocator of ONNX Runtime's that gives nothing back rather than throw
  /Array buffer allocation failed/, // JavaScript's own
  /CUDA failure 2: out of memory/,
  // ONNX Runtime names the error, or has cuBLAS put it into words. What else is said where a handle cannot be created (NOT_INITIALIZED,
  // cuDNN's INTERNAL_ERROR) is also said where libraries do not fit together.
  /CUBLAS failure 3: (CUBLAS_STATUS_ALLOC_FAILED|the resource allocation failed)/,
  /CUDNN_STATUS_(ALLOC_FAILED|INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED)/, // up to cuDNN 8, and since
  // Dawn tells of a buffer that could not be had in the log alone; the error comes when it is used.
  /\[Invalid Buffer.*is invalid due to a previous error/,
  /VK_ERROR_OUT_OF_(DEVICE|HOST)_MEMORY/,
]

/** One tensor larger than WebGPU takes in a buffer, or in the pieces of one that a shader can see. */
const tooLargeATensor: readonly RegExp[] = [
  /Buffer size \(\d+\) exceeds the max buffer size limit|Allocation size too large|is larger than the maximum .*binding size/,
  /Too many storage buffers in shader\. Current: \d+, Max is \d+/,
]

/**
 * The error that stands for memory that ran out on a device: `device/tensor-too-large` where a single tensor is larger than it takes however
 * much memory it has, else `device/out-of-memory`; null where an error says something else.
 */
export function outOfMemory(error: unknown, device: DeviceName): LabError | null {
  const said = error instanceof Error ? error.message : String(error)
  const says = (signs: readonly RegExp[]) => signs.some((sign) => sign.test(said))
  const where = device === 'cpu' ? 'this machine' : 'the GPU'
  const lack = (code: string, message: string) => new LabError(code, message, 'A smaller batch size needs less memory.', { cause: error })
  if (says(tooLargeATensor)) return lack('device/tensor-too-large', `With this network and batch size, a tensor is larger than ${where} takes.`)
  if (says(lackOfMemory)) return lack('device/out-of-memory', `The memory of ${where} is too small for this network and batch size.`)
  return null
}
