// Set-up of each test file: arrays of numbers with the same bytes are equal at once. To compare a million of them one by one takes vitest two seconds; it still does so where bytes differ, and tells how.
import { expect } from 'vitest'
import { oncePerProcess } from './once-per-process'

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength)

oncePerProcess('equal bytes', () => {
  expect.addEqualityTesters([
    (a: unknown, b: unknown): boolean | undefined => {
      if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor || a.byteLength !== b.byteLength) return undefined
      return Buffer.compare(bytesOf(a), bytesOf(b)) === 0 ? true : undefined
    },
  ])
})
