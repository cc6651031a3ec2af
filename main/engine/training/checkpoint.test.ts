// Checkpoints: whole or not there, checked when read, and only those kept that somebody may want.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { initialParameters } from '../networks/network'
import { buildNetwork } from '../networks/zoo'
import { loadCheckpoint, saveCheckpoint } from './checkpoint'
import { freshState } from './run-state'
import { readSafetensors, writeSafetensors } from './safetensors'

const network = buildNetwork('lenet', [1, 1, 28, 28], { classes: 10, dropout: 0 })
const values = initialParameters(network, 'xavier-uniform', 2)
const save = (step: number, accuracy: number | null) =>
  saveCheckpoint(folder, network, values, { ...freshState, step, epoch: Math.floor(step / 10) }, accuracy)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-checkpoint-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('checkpoints', () => {
  it('come back as they were written', async () => {
    const state = { ...freshState, epoch: 3, step: 17, stepOfEpoch: 2, lossSum: 12.25, correct: 31, images: 64 }
    const checkpoint = await saveCheckpoint(folder, network, values, state, 0.5)
    expect(await loadCheckpoint(folder, checkpoint, network)).toEqual({ values, state, testAccuracy: 0.5 })
  })

  it('are pruned to the last two and the best', async () => {
    for (const [index, accuracy] of [0.1, 0.9, 0.3, 0.4, 0.5].entries()) await save(10 * index, accuracy)
    const names = await readdir(join(folder, 'checkpoints'))
    expect(names.map((name) => Number(name.slice(5, 14))).sort((a, b) => a - b)).toEqual([10, 30, 40])
  })

  it('clear away what an interrupted writing has left', async () => {
    await mkdir(join(folder, 'checkpoints', 'writing-step-000000001-epoch-0'), { recursive: true })
    await save(2, null)
    expect(await readdir(join(folder, 'checkpoints'))).toEqual(['step-000000002-epoch-0'])
  })

  it.each(['parameters.safetensors', 'manifest.json'])('are refused when a byte of %s is wrong', async (file) => {
    const checkpoint = await save(1, null)
    const path = join(folder, checkpoint.folder, file)
    const bytes = await readFile(path)
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff
    await writeFile(path, bytes)
    await expect(loadCheckpoint(folder, checkpoint, network)).rejects.toThrow(LabError)
  })

  it('are refused by another network', async () => {
    const checkpoint = await save(1, null)
    const other = buildNetwork('lenet', [1, 1, 32, 32], { classes: 10, dropout: 0 })
    await expect(loadCheckpoint(folder, checkpoint, other)).rejects.toThrow('fc1.weight')
  })
})

describe('safetensors', () => {
  const tensors = fc.uniqueArray(
    fc.record({ name: fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'), shape: fc.array(fc.nat(4), { maxLength: 3 }) }),
    { selector: ({ name }) => name, maxLength: 5 },
  )

  it('come back as they were written', () =>
    fc.assert(
      fc.asyncProperty(tensors, fc.float({ noNaN: true }), async (list, value) => {
        const path = join(folder, `${Math.random()}.safetensors`)
        const written = list.map(({ name, shape }) => ({ name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) }))
        await writeSafetensors(path, written)
        const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
        expect((await readSafetensors(path)).sort(byName)).toEqual(written.sort(byName))
      }),
      { numRuns: 30 },
    ))

  it('are refused when they are cut off anywhere', async () => {
    const path = join(folder, 'whole.safetensors')
    await writeSafetensors(path, [{ name: 'w', shape: [2, 3], data: new Float32Array(6).fill(1.5) }])
    const bytes = await readFile(path)
    for (let length = 0; length < bytes.length; length++) {
      const cut = join(folder, 'cut.safetensors')
      await writeFile(cut, bytes.subarray(0, length))
      await expect(readSafetensors(cut)).rejects.toThrow(LabError)
    }
  })
})
