// The lab's copy of a file is whole after every keeping, whatever stood in its place before.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { keepFile, networkToKeep, readFileToKeep } from './keep-file'

const source = join(import.meta.dirname, '..', '..', 'engine', 'parity', 'converted', 'keras.onnx')

const damages: readonly (readonly [string, (copy: string) => void])[] = [
  ['cut short', (copy) => { truncateSync(copy, 100) }],
  ['of other bytes', (copy) => { writeFileSync(copy, readFileSync(copy).map((byte, index) => (index === 500 ? byte ^ 1 : byte))) }],
  ['gone', (copy) => { rmSync(copy) }],
  ['a folder', (copy) => {
    rmSync(copy)
    mkdirSync(copy)
    writeFileSync(join(copy, 'precious'), '')
  }],
]

it.each(damages)('a copy that is %s is replaced when the file is given again', async (_, damage) => {
  const folder = join(temporaryFolder(), 'networks')
  const file = await readFileToKeep(source)
  const kept = await keepFile(file, networkToKeep(file), folder)
  const copy = join(folder, `${kept.sha256}.onnx`)
  damage(copy)
  expect(await keepFile(file, networkToKeep(file), folder)).toEqual(kept)
  expect(readFileSync(copy).equals(readFileSync(source))).toBe(true)
  const aside = readdirSync(folder).filter((name) => name.includes('.aside-'))
  expect(aside.map((name) => readdirSync(join(folder, name)))).toEqual(_ === 'a folder' ? [['precious']] : [])
})

it('a whole copy is left as it is', async () => {
  const folder = join(temporaryFolder(), 'networks')
  const file = await readFileToKeep(source)
  const { sha256 } = await keepFile(file, networkToKeep(file), folder)
  const before = statSync(join(folder, `${sha256}.onnx`))
  await keepFile(file, networkToKeep(file), folder)
  expect(statSync(join(folder, `${sha256}.onnx`)).ino).toBe(before.ino)
})
