// Writes .zip files that no honest program would: any names, attributes, flags and sizes.
import { crc32, deflateRawSync } from 'node:zlib'

export interface MadeUpEntry {
  readonly name: string
  readonly content?: Uint8Array
  readonly isDeflated?: boolean
  /** Attributes of Unix, e.g. 0o120777 for a link. */
  readonly mode?: number
  /** 1: encrypted. */
  readonly flags?: number
  /** What the list says in place of the truth. */
  readonly says?: { readonly bytes?: number; readonly crc32?: number; readonly start?: number; readonly packedBytes?: number }
}

/** @param count entries, as the end of the file tells them; left out: the truth */
export function zipBytes(entries: readonly MadeUpEntry[], count = entries.length): Buffer {
  const [files, list]: [Buffer[], Buffer[]] = [[], []]
  let start = 0
  for (const { name, content = new Uint8Array(), isDeflated = false, mode = 0o100644, flags = 0, says = {} } of entries) {
    const packed = isDeflated ? deflateRawSync(content, { level: 9 }) : content
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags | 0x800, 2)
    common.writeUInt16LE(isDeflated ? 8 : 0, 4)
    common.writeUInt32LE(says.crc32 ?? crc32(content), 10)
    common.writeUInt32LE(says.packedBytes ?? packed.length, 14)
    common.writeUInt32LE(says.bytes ?? content.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const end = Buffer.alloc(14)
    end.writeUInt32LE(mode * 65536, 6)
    end.writeUInt32LE(says.start ?? start, 10)
    list.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, end, nameBytes)
    const file = [Buffer.from('PK\u0003\u0004'), common, nameBytes, Buffer.from(packed)]
    files.push(...file)
    start += file.reduce((sum, { length }) => sum + length, 0)
  }
  const listBytes = Buffer.concat(list)
  const last = Buffer.alloc(22)
  last.write('PK\u0005\u0006', 'latin1')
  last.writeUInt16LE(Math.min(count, 0xffff), 8)
  last.writeUInt16LE(Math.min(count, 0xffff), 10)
  last.writeUInt32LE(listBytes.length, 12)
  last.writeUInt32LE(start, 16)
  return Buffer.concat([...files, listBytes, ...(count > 0xfffe ? [largeEnd(count, listBytes.length, start)] : []), last])
}

/** The end of the large format, which holds more entries than 65,534. */
function largeEnd(count: number, length: number, start: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.write('PK\u0006\u0006', 'latin1')
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(length), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.write('PK\u0006\u0007', 56, 'latin1')
  end.writeBigUInt64LE(BigInt(start + length), 64)
  end.writeUInt32LE(1, 72)
  return end
}
