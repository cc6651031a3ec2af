// Widths of texts without a font: long enough for the widest, and what is cut or wrapped fits.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fittedText, textWidth, wrappedText } from './text-width'

it('are those of the letters', () => {
  expect(textWidth('il', 10)).toBeLessThan(textWidth('mw', 10) / 2)
  expect(textWidth('漢', 10)).toBeGreaterThan(textWidth('a', 10))
  expect(textWidth('批量大小（均值）', 10)).toBe(80)
})

it('are kept by texts that are cut', () => {
  expect(fittedText('convolution', 1000, 12)).toBe('convolution')
  expect(fittedText('convolution', 50, 12)).toMatch(/^conv\p{L}*…$/u)
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 12, max: 200 }), (text, room) => {
      expect(textWidth(fittedText(text, room, 12), 12)).toBeLessThanOrEqual(room + 1e-6)
    }),
  )
})

it('are kept by lines that are wrapped between words', () => {
  expect(wrappedText('difference of test accuracy to the baseline', 130, 12).join(' ')).toBe('difference of test accuracy to the baseline')
  expect(wrappedText('difference of test accuracy', 130, 12).length).toBeGreaterThan(1)
  expect(wrappedText('', 130, 12)).toEqual([''])
  expect(wrappedText('与书中的 LeNet 的测试精度之差，以及置信区间。', 130, 12)).toEqual(['与书中的 LeNet 的测', '试精度之差，以及置信', '区间。'])
})
