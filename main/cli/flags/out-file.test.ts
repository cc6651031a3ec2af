// Places that no file can be written to are refused by name, with what to do.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../lab/testing/samples'
import { outFile } from './out-file'

it('takes a file in a folder that there is', () => {
  const path = join(temporaryFolder(), 'x.onnx')
  expect(outFile(path)).toBe(path)
  expect(existsSync(path)).toBe(false)
})

it('refuses a missing folder, a folder itself, and a folder that is a file', () => {
  const folder = temporaryFolder()
  expect(() => outFile(join(folder, 'none', 'x.onnx'))).toThrow(`${join(folder, 'none', 'x.onnx')} cannot be written: there is no folder ${join(folder, 'none')}.`)
  expect(() => outFile(folder)).toThrow('it is a folder')
  expect(() => outFile(join(import.meta.filename, 'x.onnx'))).toThrow('there is no folder')
})
