// Files of lists of layers: what is written is read again, and what is wrong with any other is told by its place.
import { open, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkListingSchema } from '@contract/models/layers/listing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { LabError } from '@contract/problem'
import { listingOfText, readListingFile, textOfListing } from './listing-file'

const listing = networkListingSchema.parse({
  name: 'Mine',
  input: [1, 28, 28],
  initializer: 'kaiming-normal',
  layers: [{ layer: 'residual', layers: [{ layer: 'conv2d', channels: 1, kernel: 3, padding: 1 }] }, { layer: 'flatten' }, { layer: 'linear', features: 10 }],
})

const relus = (count: number) => JSON.stringify({ ...listing, layers: Array.from({ length: count }, () => ({ layer: 'relu' })) })

it('is read as it was written, with a byte order mark, too', async () => {
  const path = join(temporaryFolder(), 'mine.json')
  await writeFile(path, `\uFEFF${textOfListing(listing)}`)
  expect(await readListingFile(path)).toEqual(listing)
})

it.each([
  ['a missing comma', '{\n  "name": "Mine"\n  "input": [1, 28, 28]\n}', 'mine.json is not valid JSON: see line 3, column 3.'],
  ['a name without quotes', '{\n  "name": Mine\n}', 'mine.json is not valid JSON: see line 2, column 11.'],
  ['half a file', '{"name": "Mine"', 'mine.json is not valid JSON: it ends too early.'],
  ['nothing', '', 'mine.json is not valid JSON: it ends too early.'],
  ['a number', '3', 'mine.json does not hold a list of layers: must be an object.'],
  ['another object', '{"nodes": []}', 'mine.json does not hold a list of layers: '],
  ['a wrong type', textOfListing(listing).replace('"features": 10', '"features": "ten"'), 'layer 3 (linear): features must be a whole number'],
  ['an unknown layer', textOfListing(listing).replace('"flatten"', '"flat"'), 'layer 2: there is no layer "flat"'],
  ['an unknown field', textOfListing(listing).replace('"features": 10', '"features": 10, "size": 3'), 'layer 3 (linear): there is no size'],
  ['sizes that overflow', textOfListing(listing).replace('"features": 10', '"features": 1e300'), 'layer 3 (linear): features must be'],
  ['ten thousand layers', relus(10_000), 'mine.json does not hold a list of layers: layers must hold at most 2000 layers in all'],
  ['a thousand faults', relus(1000).replaceAll('relu', 'rely'), '; and 995 more.'],
  ['a hundred thousand brackets', `{"name": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'more than 100 brackets lie within one another'],
  ['brackets in the kind of a layer', relus(1).replace('"relu"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`), 'more than 100 brackets lie within one another'],
])('%s is told by its place', (_, text, message) => {
  expect(() => listingOfText('mine.json', text)).toThrow(message)
})

it('brackets within a name are none', () => {
  const name = `${'['.repeat(40)}\\"${'{'.repeat(40)}`
  expect(listingOfText('mine.json', textOfListing({ ...listing, name })).name).toBe(name)
})

it('a file of a gigabyte is refused before it is read', async () => {
  const path = join(temporaryFolder(), 'large.json')
  const file = await open(path, 'w')
  await file.truncate(2 ** 30) // takes no space on the disk
  await file.close()
  await expect(readListingFile(path)).rejects.toMatchObject({ code: 'listing/too-large', message: 'large.json is too large for a list of layers.', remedy: 'Choose a file of at most 4 MB.' })
})

it('a file that cannot be read is named with the reason', async () => {
  const folder = temporaryFolder()
  await expect(readListingFile(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'listing/missing', message: expect.stringContaining('none.json cannot be read: there is no such file') as string })
  await expect(readListingFile(folder)).rejects.toMatchObject({ message: expect.stringContaining('it is a folder') as string })
  const loop = join(folder, 'loop.json')
  await symlink(loop, loop)
  await expect(readListingFile(loop)).rejects.toMatchObject({ code: 'listing/missing' })
})

it('any text is read, or refused by an error for the user', () => {
  const valid = textOfListing(listing)
  const damaged = fc.tuple(fc.nat(valid.length), fc.nat(40), fc.string({ maxLength: 10 })).map(([at, length, put]) => valid.slice(0, at) + put + valid.slice(at + length))
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), damaged), (text) => {
    try {
      expect(networkListingSchema.safeParse(listingOfText('mine.json', text)).success).toBe(true)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      expect(error.message).toMatch(/^mine\.json .*\.$/s)
    }
  }), { numRuns: 300 })
})
