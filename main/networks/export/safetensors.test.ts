// Safetensors files: tensors are read as they were written, and truncated files are refused.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { readSafetensors, writeSafetensors } from './safetensors'

describe('safetensors', () => {
  const tensors = fc.uniqueArray(
    fc.record({ name: fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__'), shape: fc.array(fc.nat(4), { maxLength: 3 }) }),
    { selector: ({ name }) => name, maxLength: 5 },
  )

  it('come back as they were written', async () => {
    const folder = temporaryFolder()
    await fc.assert(
      fc.asyncProperty(tensors, fc.float({ noNaN: true }), async (list, value) => {
        const path = join(folder, `${Math.random()}.safetensors`)
        // Every element is another number, so that exchanged tensors or elements are noticed; the first one is any number.
        const valuesOf = (tensor: number, count: number) => Float32Array.from({ length: count }, (_, place) => (place === 0 ? value : 1000 * tensor + place))
        const written = list.map(({ name, shape }, tensor) => ({ name, shape, data: valuesOf(tensor, shape.reduce((a, b) => a * b, 1)) }))
        await writeSafetensors(path, written)
        const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
        expect((await readSafetensors(path)).sort(byName)).toEqual(written.sort(byName))
      }),
      { numRuns: 30 },
    )
  })

  it('are refused when they are cut off anywhere', async () => {
    const folder = temporaryFolder()
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
