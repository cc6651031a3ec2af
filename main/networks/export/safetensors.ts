// Reads and writes safetensors files: tensors by name, ours float32 but for counts, which are int64. https://github.com/huggingface/safetensors, section "Format"
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { writeNewFile } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { headerLengthBytes, safetensorsHeader } from '../../files/safetensors-header'
import { openRegular, readRegular } from '../../files/regular-file'
import type { Metadata } from '../../onnx/metadata'
import { elementBytes, elementCount, type TensorType, type Shape, type Tensor, type TensorData } from '../../onnx/tensor'

export interface NamedTensor {
  readonly name: string
  readonly shape: Shape
  readonly data: Float32Array
}

/** A tensor to write: numbers, or counts. */
export interface WritableTensor extends Omit<NamedTensor, 'data'> {
  readonly data: Float32Array | BigInt64Array
}

/** The format's own limit. */
const maxHeaderBytes = 100_000_000

/** What the header says of a tensor. */
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
})

/** Name in the header of what belongs to no tensor; a tensor of this name is written under a longer one. */
const metadataKey = '__metadata__'

/** Writes tensors to a new file and waits until they are on the disk. */
export async function writeSafetensors(path: string, tensors: readonly WritableTensor[]): Promise<void> {
  await writeNewFile(path, encodeSafetensors(tensors))
}

/** The bytes of a file in pieces: the header, then the data of each tensor, not copied. */
export function encodeSafetensors(tensors: readonly WritableTensor[], metadata?: Metadata): Uint8Array[] {
  const header = safetensorsHeader(tensors.map(({ name, shape, data }) => ({ name: name === metadataKey ? `${name}.tensor` : name, dtype: data instanceof Float32Array ? 'F32' : 'I64', shape, bytes: data.byteLength })), metadata)
  return [header, ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]
}

/**
 * Reads all tensors of a file.
 * @throws LabError `safetensors/unreadable` where the file is not one, is cut off or holds other types than float32
 */
export async function readSafetensors(path: string): Promise<NamedTensor[]> {
  return [...(await readTensors(path))].map(([name, { type, shape, data }]) => {
    if (data instanceof Float32Array) return { name, shape, data }
    throw unreadableFile(path, phrase('tensor {name} is of type {type}', { name, type }))
  })
}

/**
 * Reads all tensors of a file, of any type that the engine computes with.
 * @throws LabError `safetensors/unreadable` where the file is not one, is cut off or holds other types
 */
export async function readTensors(path: string): Promise<ReadonlyMap<string, Tensor>> {
  const bytes = await readRegular(path).catch((error: unknown) => {
    throw unreadableFile(path, fileTrouble(error))
  })
  const unreadable = (why: string): LabError => unreadableFile(path, why)
  if (bytes.length < headerLengthBytes) throw unreadable(phrase('it is too short'))
  const headerBytes = Number(bytes.readBigUInt64LE())
  const dataStart = headerLengthBytes + headerBytes
  if (headerBytes > maxHeaderBytes || dataStart > bytes.length) throw unreadable(phrase('its header is longer than the file'))
  const entries = parseHeader(bytes.toString('utf8', headerLengthBytes, dataStart), unreadable)
  return new Map(
    entries.map(([name, { dtype, shape, data_offsets: [begin, end] }]) => {
      const format = formats[dtype]
      if (!format) throw unreadable(phrase('tensor {name} is of type {dtype}', { name, dtype }))
      const { type, view } = format
      if (end - begin !== elementCount(shape) * elementBytes[type] || dataStart + end > bytes.length) throw unreadable(phrase('tensor {name} is cut off', { name }))
      // Copied, as typed arrays need an aligned beginning and the data may begin at any byte of the file.
      return [name, { type, shape, data: view(new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end)).buffer) }]
    }),
  )
}

/**
 * Reads the first float32 tensor whose shape fits, in the order of the file, and nothing else of it; null where there is none.
 * @throws LabError `safetensors/unreadable`
 */
export async function readFirstTensor(path: string, fits: (shape: Shape) => boolean): Promise<NamedTensor | null> {
  const file = await openRegular(path).catch((error: unknown) => {
    throw unreadableFile(path, fileTrouble(error))
  })
  const unreadable = (why: string): LabError => unreadableFile(path, why)
  const read = async (bytes: number, position: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position)
    if (bytesRead < bytes) throw unreadable(phrase('it is cut off'))
    return buffer
  }
  try {
    const headerBytes = Number((await read(headerLengthBytes, 0)).readBigUInt64LE())
    if (headerBytes > maxHeaderBytes) throw unreadable(phrase('its header is too long'))
    const entries = parseHeader((await read(headerBytes, headerLengthBytes)).toString('utf8'), unreadable)
    const [found] = entries.filter(([, { dtype, shape }]) => dtype === 'F32' && fits(shape)).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0])
    if (!found) return null
    const [name, { shape, data_offsets: [begin] }] = found
    const bytes = await read(elementCount(shape) * elementBytes.float32, headerLengthBytes + headerBytes + begin)
    return { name, shape, data: new Float32Array(new Uint8Array(bytes).buffer) }
  } finally {
    await file.close()
  }
}

function unreadableFile(path: string, why: string): LabError {
  return new LabError('safetensors/unreadable', phrase('{path} is not a readable safetensors file: {why}.', { path, why }), phrase('Use another file.'))
}

interface StoredFormat {
  readonly type: TensorType
  readonly view: (buffer: ArrayBuffer) => TensorData
}

/** Element types by their names in the format. */
const formats: Readonly<Partial<Record<string, StoredFormat>>> = {
  F32: { type: 'float32', view: (buffer) => new Float32Array(buffer) },
  F64: { type: 'float64', view: (buffer) => new Float64Array(buffer) },
  I64: { type: 'int64', view: (buffer) => new BigInt64Array(buffer) },
  I32: { type: 'int32', view: (buffer) => new Int32Array(buffer) },
  U8: { type: 'uint8', view: (buffer) => new Uint8Array(buffer) },
}

/** The tensors of a header by name; any name will do, `__proto__`, too. */
function parseHeader(json: string, unreadable: (why: string) => LabError): (readonly [name: string, entry: z.infer<typeof entrySchema>])[] {
  try {
    const header = z.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)).parse(JSON.parse(json))
    return Object.entries(header).flatMap(([name, entry]) => (name === metadataKey ? [] : [[name, entrySchema.parse(entry)] as const]))
  } catch {
    throw unreadable(phrase('its header does not parse'))
  }
}
