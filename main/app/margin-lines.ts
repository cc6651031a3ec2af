// The lines in the margins of a printed report: its title and the program above, the number of the page below. They are pages of their own, which know nothing of the report's style sheet and wait for no font.
import { html, Markup } from '@common/markup/markup'
import { sansFonts } from '../lab/reports/writers/html-style'

/** Size of the letters in pixels, and their colour. */
const [size, colour] = [9, '#555']

/** Chromium takes letters as 0 high unless told otherwise. */
const line = (content: Markup): string =>
  html`<div style="width: 100%; margin: 0 18mm; font: ${size}px/1.2 ${new Markup(sansFonts)}; color: ${colour}; display: flex; justify-content: space-between; gap: 2em">${content}</div>`.text

/** A title as a picture, for systems that lack its letters. */
export interface TitlePicture {
  /** As a `data:` address. */
  readonly address: string
  /** In pixels. */
  readonly height: number
}

/** @param picture in place of the title; null: the system has its letters */
export function headLine(title: string, picture: TitlePicture | null): string {
  const shown = picture
    ? html`<img src="${picture.address}" alt="${title}" style="height: ${picture.height}px; min-width: 0; object-fit: cover; object-position: left">`
    : html`<span style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">${title}</span>`
  return line(html`${shown}<span style="white-space: nowrap">CNN Lab</span>`)
}

export const footLine = line(html`<span></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span>`)

/** Pixels of the picture for one of the page: enough for a printer. */
const scale = 6
/** Letters above and below the line that they stand on, in parts of their size. */
const [ascent, descent] = [1, 0.3]
const pictureStyle = `${size * scale}px ${sansFonts}`

/**
 * A program for the report's page that draws its title with the fonts that the page has loaded; it answers with a {@link TitlePicture}.
 * Where the page needed to load none, the system has all letters, and there is no picture (null).
 */
export const titlePictureProgram = (title: string): string => `(async () => {
  const title = ${JSON.stringify(title)}
  if (title === '' || ![...document.fonts].some(({ status }) => status === 'loaded')) return null
  const font = ${JSON.stringify(pictureStyle)}
  await document.fonts.load(font, title)
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  context.font = font
  canvas.width = Math.ceil(context.measureText(title).width)
  canvas.height = ${Math.ceil((ascent + descent) * size * scale)}
  Object.assign(context, { font, fillStyle: '${colour}' }) // another size forgets them
  context.fillText(title, 0, ${ascent * size * scale})
  return { address: canvas.toDataURL(), height: ${(ascent + descent) * size} }
})()`
