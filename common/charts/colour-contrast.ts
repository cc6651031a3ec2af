// Colours as numbers: mixtures, and how well one is read on another (WCAG 2.2).

export type Rgb = readonly [red: number, green: number, blue: number]

/** The colour of `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16)
  return [at(1), at(3), at(5)]
}

/** The colour as `#rrggbb`. */
export const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const between = (from: number, to: number): number => from + (to - from) * share
  return [between(a[0], b[0]), between(a[1], b[1]), between(a[2], b[2])]
}

/** The colour at a place along stops, from 0 at the first to 1 at the last. */
export function alongStops(stops: readonly Rgb[], place: number): Rgb {
  const at = Math.min(Math.max(place, 0), 1) * (stops.length - 1)
  const left = Math.max(Math.min(Math.floor(at), stops.length - 2), 0)
  const from = stops[left] ?? [0, 0, 0]
  return mix(from, stops[left + 1] ?? from, at - left)
}

/** Relative luminance. */
export function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => (part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [Math.max(luminance(a), luminance(b)), Math.min(luminance(a), luminance(b))]
  return (high + 0.05) / (low + 0.05)
}

/** Relative luminance at which black and white have the same contrast: (L + 0.05) / 0.05 = 1.05 / (L + 0.05). */
const equalContrast = Math.sqrt(1.05 * 0.05) - 0.05

/** Black or white, whichever has more contrast. */
export const inkOn = (ground: Rgb): '#000000' | '#ffffff' => (luminance(ground) > equalContrast ? '#000000' : '#ffffff')
