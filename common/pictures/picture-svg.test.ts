// Pictures as SVG files: the picture embedded, the words as text, whatever they hold.
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { expect, it } from 'vitest'
import { barePictureSvg, pictureSvg } from './picture-svg'
import { fittingScale, pixelDrawing } from './pixel-drawing'

const words = { title: 'Filters', caption: 'The 6 filters of conv1: black is -0.31, white 0.4.', alternative: 'Six filters.' }
const drawing = pixelDrawing({ png: 'AAAA', width: 448, height: 224 })

/** The file as a viewer reads it. */
function opened(text: string) {
  const { DOMParser } = new Window()
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  return { svg, lines: [...svg.querySelectorAll('text')].map(({ textContent }) => textContent) }
}

it('embed the picture with square pixels, and say title and caption around it', () => {
  const { text, width, height } = pictureSvg(drawing, words)
  const { svg, lines } = opened(text)
  const image = svg.querySelector('image')
  expect(image?.getAttribute('xlink:href')).toBe('data:image/png;base64,AAAA')
  expect([image?.getAttribute('width'), image?.getAttribute('height'), image?.getAttribute('image-rendering')]).toEqual(['448', '224', 'pixelated'])
  expect(lines).toEqual([words.title, words.caption])
  expect(svg.getAttribute('aria-label')).toBe(words.alternative)
  expect([svg.getAttribute('width'), svg.getAttribute('height')]).toEqual([String(width), String(height)])
  expect(width).toBeGreaterThan(448)
})

it('break long captions into lines that are no wider than the picture', () => {
  const caption = Array.from({ length: 60 }, (_, place) => `word${place}`).join(' ')
  const { lines } = opened(pictureSvg(drawing, { ...words, caption }).text)
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.slice(1).join(' ')).toBe(caption)
})

it('keep any words as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (caption) => {
      const { text } = pictureSvg(drawing, { ...words, caption: `<script>alert(1)</script> & "${caption}"`, alternative: `"><script>${caption}` })
      expect(text).not.toMatch(/<script/)
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    }),
  )
})

it('are the picture alone where no words are wanted', () => {
  const { text, width, height } = barePictureSvg(pixelDrawing({ png: 'AAAA', width: 10, height: 20, isSmooth: true }), 'A picture.')
  expect([width, height]).toEqual([10, 20])
  expect(text).not.toContain('<text')
  expect(text).not.toContain('pixelated')
})

it('enlarge small pictures by whole numbers, and large ones not at all', () => {
  expect(fittingScale({ width: 28, height: 28 })).toBe(17)
  expect(fittingScale({ width: 200, height: 300 })).toBe(1)
  expect(fittingScale({ width: 4000, height: 10 })).toBe(1)
})
