// Files that stand for a GPU are seen; where there are none, or only those of other devices, there is no GPU.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { mayHaveGpu } from './gpu-files'

function devicesWith(...names: readonly string[]): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'dri'))
  for (const name of ['null', 'sda', 'dri/by-path', ...names]) writeFileSync(join(folder, name), '')
  return folder
}

it.each(['nvidia0', 'nvidiactl', 'kfd', 'dxg', 'mali0', 'dri/renderD128'])('%s is that of a GPU', async (name) => {
  expect(await mayHaveGpu('linux', devicesWith(name))).toBe(true)
})

it('has none where no file is that of a GPU, and looks on Linux alone', async () => {
  expect(await mayHaveGpu('linux', devicesWith('dri/card0'))).toBe(false)
  expect(await mayHaveGpu('linux', '/nowhere')).toBe(false)
  expect(await mayHaveGpu('darwin', '/nowhere')).toBe(true)
})
