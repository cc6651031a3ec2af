// The header of a safetensors file: which tensors follow, and where each lies. https://github.com/huggingface/safetensors, section "Format"

/** Bytes at the beginning of a file that hold the length of its header. */
export const headerLengthBytes = 8

/** A tensor as the header of a file describes it. */
export interface HeaderEntry {
  readonly name: string
  /** The element type by its name in the format, e.g. `F32`. */
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: number
}

/**
 * The bytes that a file begins with; the data of the tensors follow in the same order.
 * @param metadata name-value pairs that readers show beside the tensors; none where left out
 */
export function safetensorsHeader(tensors: readonly HeaderEntry[], metadata?: Readonly<Record<string, string>>): Uint8Array {
  let offset = 0
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const begin = offset
    offset += bytes
    return [name, { dtype, shape, data_offsets: [begin, offset] }]
  })
  const json = Buffer.from(JSON.stringify({ ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) }))
  // The header is padded with spaces, so that the data begin at a multiple of eight bytes.
  const header = Buffer.alloc(headerLengthBytes + Math.ceil(json.length / 8) * 8, ' ')
  header.writeBigUInt64LE(BigInt(header.length - headerLengthBytes))
  json.copy(header, headerLengthBytes)
  return header
}
