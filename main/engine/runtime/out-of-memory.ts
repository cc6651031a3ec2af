// Recognises that memory ran out, by the messages of ONNX Runtime, Dawn, CUDA and JavaScript.
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'

/** Messages of memory that is used up. */
const lackOfMemory: readonly RegExp[] = [
  /Failed to allocate memory for requested buffer of size \d+/, // ONNX Runtime's arena, on every device
  /std::bad_alloc|bad allocation/, // the CPU without an arena; the latter on Windows
  /Available memory of \d+ is smaller than requested bytes/,
  /Memory allocation failed\. Size=\d+/, // an allocator of ONNX Runtime that returns null rather than throw
  /Array buffer allocation failed/, // JavaScript's own
  /CUDA failure 2: out of memory/,
  // ONNX Runtime gives the error's name, or cuBLAS's words for it. Other errors of a handle that cannot be created (NOT_INITIALIZED, cuDNN's
  // INTERNAL_ERROR) are not listed here: libraries that do not match give the same.
  /CUBLAS failure 3: (CUBLAS_STATUS_ALLOC_FAILED|the resource allocation failed)/,
  /CUDNN_STATUS_(ALLOC_FAILED|INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED)/, // up to cuDNN 8, and from cuDNN 9 on
  // Dawn reports a buffer that it could not allocate in its log only; the error comes when the buffer is used.
  /\[Invalid Buffer.*is invalid due to a previous error/,
  /VK_ERROR_OUT_OF_(DEVICE|HOST)_MEMORY/,
]

/** Messages of a single tensor that exceeds WebGPU's limit for a buffer, or for the part of a buffer that a shader can bind. */
const tooLargeATensor: readonly RegExp[] = [
  /Buffer size \(\d+\) exceeds the max buffer size limit|Allocation size too large|is larger than the maximum .*binding size/,
  /Too many storage buffers in shader\. Current: \d+, Max is \d+/,
]

/**
 * The lab's error for memory that ran out on a device: `device/tensor-too-large` where one tensor is above the device's limit for a tensor,
 * however much memory is free, else `device/out-of-memory`. Null: the error has another cause.
 */
export function outOfMemory(error: unknown, device: DeviceName): LabError | null {
  const said = error instanceof Error ? error.message : String(error)
  const says = (signs: readonly RegExp[]) => signs.some((sign) => sign.test(said))
  const isCpu = device === 'cpu'
  const lack = (code: string, message: string) => new LabError(code, message, phrase('A smaller batch size needs less memory.'), { cause: error })
  if (says(tooLargeATensor)) return lack('device/tensor-too-large', phrase(isCpu ? 'With this network and batch size, a tensor is larger than this machine takes.' : 'With this network and batch size, a tensor is larger than the GPU takes.'))
  if (says(lackOfMemory)) return lack('device/out-of-memory', phrase(isCpu ? 'The memory of this machine is too small for this network and batch size.' : 'The memory of the GPU is too small for this network and batch size.'))
  return null
}
