// Font sizes on a canvas, which grow with the page's on a large screen.

/** Pixels of one rem, read from the page once and again after a change of the window's size; null: to be read. */
let remPixels: number | null = null

addEventListener('resize', () => {
  remPixels = null
})

/** A size in pixels from one in pixels of the usual window, where a rem has 16. */
export function letters(size: number): number {
  remPixels ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return (size * remPixels) / 16
}
