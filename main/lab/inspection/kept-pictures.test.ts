// Pictures of a run are kept whole or not at all, come back as they were, and what is none of ours in their folder is left out.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { temporaryFolder } from '../testing/samples'
import { dropPicture, keepPicture, keptPictures, mostPictures } from './kept-pictures'

const png = new Uint8Array(encodePng({ width: 2, height: 3, channels: 1, pixels: Uint8Array.of(0, 50, 100, 150, 200, 250) }))
const picture = { title: 'Filters', caption: 'Six filters; black is -1, white 1 <&"', png }

it('come back in the order in which they were kept, and are gone once they are removed', async () => {
  const run = temporaryFolder()
  expect(await keptPictures(run)).toEqual([])
  const first = await keepPicture(run, picture)
  const second = await keepPicture(run, { ...picture, title: 'Why' })
  expect(await keptPictures(run)).toEqual([first, second])
  expect(first).toMatchObject(picture)
  expect(await dropPicture(run, first.id)).toBe(true)
  expect(await dropPicture(run, first.id)).toBe(false)
  expect(await keptPictures(run)).toEqual([second])
  expect(readdirSync(join(run, 'pictures'))).toEqual([`${second.id}.json`, `${second.id}.png`])
})

it.each([
  ['is no PNG', new TextEncoder().encode('<svg/>')],
  ['is cut', png.slice(0, -5)],
  ['has a changed byte', png.with(20, 7)],
  ['has something behind its end', Uint8Array.from([...png, 0])],
  ['is too large to show', new Uint8Array(encodePng({ width: 9000, height: 1, channels: 1, pixels: new Uint8Array(9000) }))],
])('are not kept where the file %s', async (_, damaged) => {
  const run = temporaryFolder()
  await expect(keepPicture(run, { ...picture, png: damaged })).rejects.toMatchObject({ code: 'picture/kind' })
  expect(await keptPictures(run)).toEqual([])
})

it('are left out where their files are damaged, and nothing else in the folder is taken for one', async () => {
  const run = temporaryFolder()
  const [whole, cut, wordless] = [await keepPicture(run, picture), await keepPicture(run, picture), await keepPicture(run, picture)]
  const file = (name: string): string => join(run, 'pictures', name)
  writeFileSync(file(`${cut.id}.png`), png.slice(0, 40))
  writeFileSync(file(`${wordless.id}.json`), '{"title":"Filters"}')
  writeFileSync(file('half-written.png'), png)
  writeFileSync(file('Not an id.json'), readFileSync(file(`${whole.id}.json`)))
  mkdirSync(file('folder.json'))
  expect(await keptPictures(run)).toEqual([whole])
})

it('are bounded in number', async () => {
  const run = temporaryFolder()
  const { id } = await keepPicture(run, picture)
  const words = readFileSync(join(run, 'pictures', `${id}.json`))
  for (let place = 1; place < mostPictures; place++) {
    writeFileSync(join(run, 'pictures', `z-${place}.png`), png)
    writeFileSync(join(run, 'pictures', `z-${place}.json`), words)
  }
  await expect(keepPicture(run, picture)).rejects.toMatchObject({ code: 'picture/too-many' })
  await dropPicture(run, 'z-1')
  await expect(keepPicture(run, picture)).resolves.toMatchObject({ title: 'Filters' })
})

it('are removed by their names alone', async () => {
  const run = temporaryFolder()
  writeFileSync(join(run, 'other.json'), '{}')
  await expect(dropPicture(run, '../other')).rejects.toThrow()
  expect(readdirSync(run)).toEqual(['other.json'])
})
