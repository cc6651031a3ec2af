// Checks that the lab's own resources are found from every place where its code may lie.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resourcesFolder } from './resources'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cnn-lab-resources-'))
})
afterAll(() => rm(root, { recursive: true }))

describe('resourcesFolder', () => {
  it('is found from the sources', () => {
    expect(existsSync(join(resourcesFolder(), 'datasets', 'fashion-mnist', 'SOURCE.md'))).toBe(true)
  })

  it('is found from a bundle, past the packages of others', async () => {
    const bundle = join(root, 'lab', 'node_modules', 'other', 'out', 'main')
    await mkdir(bundle, { recursive: true })
    await writeFile(join(root, 'lab', 'package.json'), '{ "name": "cnn-lab" }')
    await writeFile(join(root, 'lab', 'node_modules', 'other', 'package.json'), '{ "name": "other" }')
    expect(resourcesFolder(bundle)).toBe(join(root, 'lab', 'resources'))
  })

  it('is refused where no folder above is the lab', () => {
    expect(() => resourcesFolder(root)).toThrow(expect.objectContaining({ code: 'resources/missing' }))
  })
})
