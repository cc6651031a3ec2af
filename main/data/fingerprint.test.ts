// The fingerprint of a data set changes with any pixel, label or class, and with nothing else.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { fingerprintOf } from './fingerprint'
import { madeUpInfo, madeUpSet } from './testing/made-up-set'

const info = madeUpInfo(5)
const set = madeUpSet(info)
const print = fingerprintOf(set)

it('is the same for the same images, whatever they are called, and however wide labels are stored', () => {
  expect(fingerprintOf({ ...madeUpSet(info), info: { ...info, title: 'Another title', description: '' } })).toBe(print)
  expect(fingerprintOf({ ...set, test: { ...set.test, labels: Uint16Array.from(set.test.labels) } })).toBe(print)
})

it('changes with a pixel, a label, a class', () => {
  const [images, labels] = [set.test.images.slice(), set.train.labels.slice()]
  images[images.length - 1] = (images[images.length - 1] ?? 0) ^ 1
  labels[0] = ((labels[0] ?? 0) + 1) % 5
  const others = [{ ...set, test: { ...set.test, images } }, { ...set, train: { ...set.train, labels } }, { ...set, info: { ...info, classes: ['a', ...info.classes.slice(1)] } }]
  expect(new Set([print, ...others.map(fingerprintOf)]).size).toBe(4)
})

it('of images in a file is that of the same images in memory', () => {
  const path = join(temporaryFolder(), 'images')
  const inFile = () => fingerprintOf({ ...set, train: { ...set.train, images: { path, offset: 10 } } })
  writeFileSync(path, Buffer.concat([new Uint8Array(10), set.train.images, new Uint8Array(5)]))
  expect(inFile()).toBe(print)
  const changed = set.train.images.slice()
  changed[100_000] = (changed[100_000] ?? 0) ^ 1
  writeFileSync(path, Buffer.concat([new Uint8Array(10), changed]))
  expect(inFile()).not.toBe(print)
})
