// The campaign itself: what it takes for a finding, how it makes an input smaller, and that it goes on behind one.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { runCampaign, type CampaignResult } from './campaign'
import { smaller } from './kept-input'
import { readerOfFile } from './reader'

/** Reads a text of letters: refuses a "b" in a sentence and a "c" without one; trips over an "X". */
const letters = readerOfFile({
  name: 'letters',
  file: 'letters.txt',
  seeds: () => Promise.resolve([Buffer.from('aaaa'), Buffer.from('aabaa'), Buffer.from('aacaa'), Buffer.from('aaXaaXa')]),
  damaged: (content) => content,
  read: (_, written) => {
    const text = readFileSync(written(), 'latin1')
    if (text.includes('b')) throw new LabError('letters/b', 'There is a b.')
    if (text.includes('c')) throw new LabError('letters/c', 'undefined c')
    if (text.includes('X')) throw new TypeError('Cannot read properties of undefined')
    return 'read'
  },
})

const results: CampaignResult[] = []
afterEach(() => {
  for (const { folder } of results.splice(0).flatMap(({ findings }) => findings)) rmSync(folder, { recursive: true })
})

it('counts what is read and refused, and keeps one finding of each kind with the piece that it takes', async () => {
  const result = await runCampaign(letters, { seed: 1, goesOn: (done) => done < 8 })
  results.push(result)
  expect(result).toMatchObject({ cases: 8, counts: { read: 2, refused: 2, agrees: 0 } })
  const [sentence, type] = result.findings
  expect(result.findings).toHaveLength(2)
  expect(sentence).toMatchObject({ number: 2 })
  expect(sentence?.trouble).toContain('undefined c')
  expect(type).toMatchObject({ number: 3 })
  expect(readFileSync(join(type?.folder ?? '', 'input', 'letters.txt'), 'latin1')).toBe('aaXaaXa')
  expect(readFileSync(join(type?.folder ?? '', 'smaller', 'letters.txt'), 'latin1')).toBe('X')
})

it('gives each input an empty folder', async () => {
  const seen: string[][] = []
  const reader = { ...letters, read: (_: unknown, folder: () => string) => { seen.push(readdirSync(folder())); return letters.read({ 'letters.txt': Buffer.from('a') }, folder) } }
  await runCampaign(reader, { seed: 1, goesOn: (done) => done < 3 })
  expect(seen).toEqual([[], [], []])
})

it('begins at the input that it is told, as if those before had been read', async () => {
  const numbers: number[] = []
  await runCampaign(letters, { seed: 1, from: 4, goesOn: (done) => done < 2, onCase: (number) => { numbers.push(number) } })
  expect(numbers).toEqual([4, 5])
})

it('takes out files and pieces of files that a trouble does not need', async () => {
  const input = { 'a.txt': Buffer.from('nothing'), 'b.txt': Buffer.from('12345678X'), 'c.txt': Buffer.from('Y12345678') }
  const text = (content: Uint8Array | undefined): string => Buffer.from(content ?? new Uint8Array()).toString()
  const small = await smaller(input, (shorter) => Promise.resolve(text(shorter['b.txt']).includes('X') && text(shorter['c.txt']).includes('Y')))
  expect(Object.entries(small).map(([name, content]) => [name, text(content)])).toEqual([['b.txt', 'X'], ['c.txt', 'Y']])
})
