// Reads and writes safetensors files: float32 tensors by name. https://github.com/huggingface/safetensors, section "Format"
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { LabError } from '@contract/problem'
import { writeNewFile } from '../../files/durable-file'
import { elementCount, type Shape } from '../onnx/tensor'

export interface NamedTensor {
  readonly name: string
  readonly shape: Shape
  readonly data: Float32Array
}

const headerLengthBytes = 8
/** The format's own limit. */
const maxHeaderBytes = 100_000_000

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int().nonnegative()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
)

/** Writes tensors to a new file and waits until the disk has them. */
export async function writeSafetensors(path: string, tensors: readonly NamedTensor[]): Promise<void> {
  await writeNewFile(path, encodeSafetensors(tensors))
}

/** The bytes of a file: header, then each tensor, whose data are not copied. */
export function encodeSafetensors(tensors: readonly NamedTensor[]): Uint8Array[] {
  let offset = 0
  const entries = tensors.map(({ name, shape, data }) => {
    const begin = offset
    offset += data.byteLength
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }]
  })
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  // The data begin at a multiple of eight bytes: the header is filled up with spaces.
  const header = Buffer.alloc(headerLengthBytes + Math.ceil(json.length / 8) * 8, ' ')
  header.writeBigUInt64LE(BigInt(header.length - headerLengthBytes))
  json.copy(header, headerLengthBytes)
  return [header, ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]
}

/**
 * Reads all tensors of a file.
 * @throws LabError `safetensors/unreadable` where the file is not one, is cut off or holds other types than float32
 */
export async function readSafetensors(path: string): Promise<NamedTensor[]> {
  const bytes = await readFile(path)
  const unreadable = (why: string): LabError =>
    new LabError('safetensors/unreadable', `${path} is not a readable safetensors file: ${why}.`, 'Use another checkpoint.')
  if (bytes.length < headerLengthBytes) throw unreadable('it is too short')
  const headerBytes = Number(bytes.readBigUInt64LE())
  const dataStart = headerLengthBytes + headerBytes
  if (headerBytes > maxHeaderBytes || dataStart > bytes.length) throw unreadable('its header is longer than the file')
  return Object.entries(parseHeader(bytes.toString('utf8', headerLengthBytes, dataStart), unreadable)).map(([name, entry]) => {
    const [begin, end] = entry.data_offsets
    if (entry.dtype !== 'F32') throw unreadable(`tensor ${name} is of type ${entry.dtype}`)
    if (end - begin !== elementCount(entry.shape) * 4 || dataStart + end > bytes.length) throw unreadable(`tensor ${name} is cut off`)
    const data = new Float32Array(new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end)).buffer)
    return { name, shape: entry.shape, data }
  })
}

function parseHeader(json: string, unreadable: (why: string) => LabError): z.infer<typeof headerSchema> {
  try {
    const header = z.record(z.string(), z.unknown()).parse(JSON.parse(json))
    delete header.__metadata__
    return headerSchema.parse(header)
  } catch {
    throw unreadable('its header does not parse')
  }
}
