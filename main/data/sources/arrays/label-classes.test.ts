// Checks which classes labels make.
import { describe, expect, it } from 'vitest'
import { classesOfNumbers, classesOfWords, notesOfEmptyClasses } from './label-classes'

describe('classesOfNumbers', () => {
  it.each([
    ['from 0', [2, 0, 1], ['0', '1', '2'], [2, 0, 1]],
    ['from 1', [1, 3, 2], ['1', '2', '3'], [0, 2, 1]],
    ['with gaps', [0, 3], ['0', '1', '2', '3'], [0, 3]],
    ['that begin elsewhere', [7, 5], ['5', '7'], [1, 0]],
    ['below 0', [-1, 1], ['-1', '1'], [0, 1]],
    ['far apart', [0, 60_000], ['0', '60000'], [0, 1]],
  ])('makes classes of numbers %s', (_, numbers, classes, labels) => {
    const found = classesOfNumbers('y', numbers)
    expect([found.classes, [...found.labels]]).toEqual([classes, labels])
  })

  it.each([0.5, NaN, Infinity])('refuses %d', (number) => {
    expect(() => classesOfNumbers('y_train', [0, number])).toThrow(/y_train.*entry 1/)
  })

  it('refuses more classes than there may be', () => {
    expect(() => classesOfNumbers('y', Array.from({ length: 65_537 }, (_, i) => i))).toThrow('65536')
  })
})

describe('classesOfWords', () => {
  it('sorts words, and refuses empty ones', () => {
    const found = classesOfWords('y', ['b', 'a', 'b'])
    expect([found.classes, [...found.labels]]).toEqual([['a', 'b'], [1, 0, 1]])
    expect(() => classesOfWords('y', ['b', ''])).toThrow('entry 1 is empty')
  })
})

describe('notesOfEmptyClasses', () => {
  it('names classes without images', () => {
    expect(notesOfEmptyClasses({ classes: ['a', 'b'], labels: Uint16Array.of(1) })).toEqual(['Class a has no images.'])
    expect(notesOfEmptyClasses({ classes: ['a', 'b'], labels: Uint16Array.of(1, 0) })).toEqual([])
    expect(notesOfEmptyClasses({ classes: Array.from('abcdefg'), labels: Uint16Array.of(6) })).toEqual(['6 classes have no images: a, b, c, d, e and more.'])
  })
})
