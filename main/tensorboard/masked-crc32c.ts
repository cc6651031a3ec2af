// The checksum of TensorFlow's record files: CRC-32C (Castagnoli), rotated and shifted. https://www.tensorflow.org/tutorials/load_data/tfrecord, section "TFRecords format details"

/** The Castagnoli polynomial, its bits reversed. */
const polynomial = 0x82f63b78
const maskDelta = 0xa282ead8

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1
  return remainder >>> 0
})

export function crc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff
  for (const byte of bytes) remainder = (table[(remainder ^ byte) & 0xff] ?? 0) ^ (remainder >>> 8)
  return (remainder ^ 0xffffffff) >>> 0
}

/** `((crc >> 15) | (crc << 17)) + 0xa282ead8`, in 32 bits: so that a checksum of data that hold checksums is a good one. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const sum = crc32c(bytes)
  return (((sum >>> 15) | (sum << 17)) + maskDelta) >>> 0
}
