// A data set is found by its id, its title, or the beginning of its id.
import { expect, it } from 'vitest'
import { namedDatasets } from './named-dataset'

const sets = [
  { id: 'flowers-1234abcd', title: 'Flowers' },
  { id: 'flowers-of-spring-00aa00aa', title: 'Flowers of spring' },
  { id: 'flowers', title: 'Flowers of autumn' },
  { id: 'mnist', title: 'MNIST' },
  { id: 'rocks-5678abcd', title: 'Rocks' },
  { id: 'rocks-9999abcd', title: 'Rocks' },
]

it.each([
  ['mnist', ['mnist']],
  ['MNIST', ['mnist']],
  ['flowers', ['flowers']], // an id stands before a title
  ['flowers of Spring', ['flowers-of-spring-00aa00aa']],
  ['flowers-1', ['flowers-1234abcd']],
  ['rocks', ['rocks-5678abcd', 'rocks-9999abcd']],
  ['rocks-9', ['rocks-9999abcd']],
  ['spring', []],
  ['', []],
])('%s', (text, ids) => {
  expect(namedDatasets(text, sets)).toEqual(ids)
})
