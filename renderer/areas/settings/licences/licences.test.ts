// Works are found by words of their name, licence and text; a missing list is told in words.
import { afterEach, expect, it, vi } from 'vitest'
import { loadLicences, worksWith, type ShippedWork } from './licences'

const work = (name: string, licence: string, text: string): ShippedWork => ({ name, version: '1.0.0', licence, source: '', text })
const works = [work('vue', 'MIT', 'Copyright Evan You'), work('inter', 'OFL-1.1', 'Copyright The Inter Project'), work('zod', 'MIT', 'Copyright Colin McDonnell')]

afterEach(() => {
  vi.unstubAllGlobals()
})

it.each([
  ['', ['vue', 'inter', 'zod']],
  ['mit', ['vue', 'zod']],
  ['MIT evan', ['vue']],
  ['project  ofl', ['inter']],
  ['zod 1.0', ['zod']],
  ['gpl', []],
])('%j finds %j', (words, names) => {
  expect(worksWith(works, words).map(({ name }) => name)).toEqual(names)
})

it('reads the list that lies beside the page', async () => {
  vi.stubGlobal('fetch', (address: string) => Promise.resolve(new Response(address === './licences.json' ? JSON.stringify(works) : '', { status: 200 })))
  expect(await loadLicences()).toEqual(works)
})

it.each([['is not there', 'Not found'], ['is another file', '{"a":1}']])('says so where it %s', async (_what, body) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)))
  await expect(loadLicences()).rejects.toThrow('The list of licences cannot be read')
})
