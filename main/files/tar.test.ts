// Archives that `tar` itself can read, and headers that are refused.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BrokenTar, readTarHeader, tarBlock, tarEnd, tarHeader, tarPadding } from './tar'
import { temporaryFolder } from './testing/temporary-folder'

const content = Buffer.from('hello')
const archive = Buffer.concat([tarHeader({ name: 'runs/1/a.txt', bytes: content.length }), content, tarPadding(content.length), tarEnd])

it('is read by tar', () => {
  const path = join(temporaryFolder(), 'a.tar')
  writeFileSync(path, archive)
  expect(execFileSync('tar', ['-xOf', path, 'runs/1/a.txt'], { encoding: 'utf8' })).toBe('hello')
})

it('comes back as it was written, and ends with zeros', () => {
  expect(readTarHeader(archive.subarray(0, tarBlock))).toEqual({ name: 'runs/1/a.txt', bytes: 5 })
  expect(readTarHeader(archive.subarray(2 * tarBlock, 3 * tarBlock))).toBeNull()
})

it('refuses names and sizes that it cannot hold', () => {
  expect(() => tarHeader({ name: 'x'.repeat(101), bytes: 1 })).toThrow(RangeError)
  expect(() => tarHeader({ name: 'x', bytes: 8 ** 11 })).toThrow(RangeError)
})

it('refuses links, and headers that do not match their checksum', () => {
  const changed = (at: number, byte: string): Buffer => {
    const header = Buffer.from(archive.subarray(0, tarBlock))
    header.write(byte, at)
    return header
  }
  expect(() => readTarHeader(changed(0, 'q'))).toThrow(BrokenTar)
  const link = changed(156, '2')
  const sum = link.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  link.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  expect(() => readTarHeader(link)).toThrow('no plain file')
})
