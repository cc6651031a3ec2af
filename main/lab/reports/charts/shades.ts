// Shades of matrices: from the ground to a strong colour, in the two themes, with the ink that is read on each.

/** Strongest level; level 0 is the ground. */
export const shadeLevels = 10

/** `a`: blue, what is right, or more; `b`: vermilion, what is mixed up, or less. */
export type ShadeFamily = 'a' | 'b'
type Theme = 'light' | 'dark'

type Rgb = readonly [red: number, green: number, blue: number]

/** From the ground on, even in lightness. */
const stops: Readonly<Record<Theme, Readonly<Record<ShadeFamily, readonly string[]>>>> = {
  light: { a: ['#ffffff', '#cfe2f3', '#8dbde3', '#3f8fd0', '#0069b4', '#0b3f80'], b: ['#ffffff', '#fbdfca', '#f4b083', '#e07f3e', '#c24e00', '#7f3300'] },
  dark: { a: ['#131316', '#1d3349', '#24507a', '#2f77b5', '#5cb4f2', '#c9e8ff'], b: ['#131316', '#43280f', '#744312', '#b06a1d', '#f5a340', '#ffdcae'] },
}
/** Inks in the order of preference. */
const inks: Readonly<Record<Theme, readonly [usual: string, other: string]>> = { light: ['#000000', '#ffffff'], dark: ['#ffffff', '#000000'] }

function rgbOf(hex: string): Rgb {
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16)
  return [at(1), at(3), at(5)]
}

const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Colour of a level as `#rrggbb`. */
export function shadeColour(theme: Theme, family: ShadeFamily, level: number): string {
  const list = stops[theme][family]
  const place = (Math.min(Math.max(level, 0), shadeLevels) / shadeLevels) * (list.length - 1)
  const left = Math.min(Math.floor(place), list.length - 2)
  const [from, to] = [rgbOf(list[left] ?? '#000000'), rgbOf(list[left + 1] ?? '#000000')]
  const between = (a: number, b: number): number => a + (b - a) * (place - left)
  return hexOf([between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])])
}

/** Relative luminance of `#rrggbb` by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = rgbOf(hex).map((part) => (part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** The ink with the most contrast on a level. */
export function inkOn(theme: Theme, family: ShadeFamily, level: number): string {
  const [usual, other] = inks[theme]
  const ground = shadeColour(theme, family, level)
  return contrast(usual, ground) >= contrast(other, ground) ? usual : other
}
