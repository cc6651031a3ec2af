// Pictures of users are bounded before they are decoded, and kept no larger than needed.
import { expect, it } from 'vitest'
import { checkFileSize, mostFileBytes } from '@common/pictures/picture-file-size'
import { checkPixels, keptSize, mostPixels } from './picture-file'

it('keeps small images as they are, and scales large ones in their proportions', () => {
  expect(keptSize({ width: 28, height: 28 })).toEqual({ width: 28, height: 28 })
  expect(keptSize({ width: 4096, height: 2048 })).toEqual({ width: 1024, height: 512 })
  expect(keptSize({ width: 1, height: 100_000 })).toEqual({ width: 1, height: 1024 })
})

it('says which file is too large, and how large it may be', () => {
  expect(() => { checkFileSize('coat.png', mostFileBytes) }).not.toThrow()
  expect(() => { checkFileSize('coat.png', mostFileBytes + 1) }).toThrow(/coat\.png has 64.*up to 64/)
})

it('refuses a small file with a huge picture, and one without pixels', () => {
  expect(() => { checkPixels('coat.png', { width: 10_000, height: mostPixels / 10_000 }) }).not.toThrow()
  expect(() => { checkPixels('coat.png', { width: 20_000, height: 20_000 }) }).toThrow(/20000×20000|20,000×20,000/)
  expect(() => { checkPixels('empty.svg', { width: 0, height: 0 }) }).toThrow('empty.svg is no picture')
})
