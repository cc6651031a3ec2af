// The tree of a source's files stays within bounds, whatever an archive says of its entries.
import { expect, it } from 'vitest'
import { SourceTree } from './source-tree'

it('folders without end are refused', () => {
  const tree = new SourceTree('x.tar')
  const deep = (number: number): string => `${number}/${'d/'.repeat(2000)}`.slice(0, -1)
  expect(() => {
    for (let number = 0; number < 1000; number++) tree.addFile(deep(number), { name: '1.png', entry: number })
  }).toThrow('x.tar holds more than 500,000 folders.')
})

it('names without end are refused', () => {
  const tree = new SourceTree('x.tar')
  const name = `${'n'.repeat(4000)}.png`
  expect(() => {
    for (let number = 0; number < 200_000; number++) tree.addFile('cat', { name, entry: number })
  }).toThrow('x.tar holds names of more than 500 MB in all.')
})

it('a path that is too long is left out', () => {
  const tree = new SourceTree('x.tar')
  tree.addFile('d/'.repeat(3000).slice(0, -1), { name: '1.png', entry: 0 })
  expect(tree.leftOut.all).toMatchObject([{ reason: 'its path is too long' }])
  expect(tree.root.folders.size).toBe(0)
})
