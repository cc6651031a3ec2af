// The system's refusals in words, without its codes and paths.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { temporaryFolder } from './testing/temporary-folder'
import { fileTrouble } from './file-trouble'

function trouble(path: string): string {
  try {
    readFileSync(path)
    return ''
  } catch (error) {
    return fileTrouble(error)
  }
}

it('is told in words', () => {
  const folder = temporaryFolder()
  expect(trouble(`${folder}/none/x`)).toBe('there is no such file or folder')
  expect(trouble(folder)).toBe('it is a folder')
  expect(fileTrouble(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toBe('the disk is full')
})

it('keeps the words of what is not known', () => {
  expect(fileTrouble(new Error('It burns.'))).toBe('It burns')
  expect(fileTrouble('smoke')).toBe('smoke')
})
