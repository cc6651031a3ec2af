// Shades of matrices: from the ground to a strong colour, in the two themes, with the ink that is read on each.
import { alongStops, hexOf, inkOn, rgbOf } from '@common/charts/colour-contrast'

/** Strongest level; level 0 is the ground. */
export const shadeLevels = 10

/** `a`: blue, what is right, or more; `b`: vermilion, what is mixed up, or less. */
export type ShadeFamily = 'a' | 'b'
type Theme = 'light' | 'dark'

/** From the ground on, even in lightness. */
const stops: Readonly<Record<Theme, Readonly<Record<ShadeFamily, readonly string[]>>>> = {
  light: { a: ['#ffffff', '#cfe2f3', '#8dbde3', '#3f8fd0', '#0069b4', '#0b3f80'], b: ['#ffffff', '#fbdfca', '#f4b083', '#e07f3e', '#c24e00', '#7f3300'] },
  dark: { a: ['#131316', '#1d3349', '#24507a', '#2f77b5', '#5cb4f2', '#c9e8ff'], b: ['#131316', '#43280f', '#744312', '#b06a1d', '#f5a340', '#ffdcae'] },
}

/** Colour of a level as `#rrggbb`. */
export const shadeColour = (theme: Theme, family: ShadeFamily, level: number): string => hexOf(alongStops(stops[theme][family].map(rgbOf), level / shadeLevels))

/** The ink on a level. */
export const shadeInk = (theme: Theme, family: ShadeFamily, level: number): string => inkOn(rgbOf(shadeColour(theme, family, level)))
