// Sizes of letters on a canvas, which grow with the page's own on a large screen.

/** Pixels of one rem; asked of the page once, and again when its size has changed. */
let remPixels: number | null = null

addEventListener('resize', () => {
  remPixels = null
})

/** A size in pixels from one in pixels of the usual window, where a rem has 16. */
export function letters(size: number): number {
  remPixels ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return (size * remPixels) / 16
}
