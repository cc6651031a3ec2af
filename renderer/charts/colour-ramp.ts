// A scale of colours for a figure, in the theme that is shown: the stronger, the better; and the ink that is read on each of them.
import { computed, type ComputedRef } from 'vue'
import { useTheme } from '../frame/theme'
import { themeColourReader } from './theme-colour'

/** Stops of the ramp in renderer/style.css. */
const stops = ['ramp-1', 'ramp-2', 'ramp-3', 'ramp-4', 'ramp-5'] as const

export interface RampColour {
  readonly fill: string
  /** Black or white, whichever has more contrast. */
  readonly ink: string
}

type Rgb = readonly [red: number, green: number, blue: number]

/** Colour of a strength from 0 to 1. */
export type ColourRamp = (strength: number) => RampColour

/** The ramp of the theme that is shown; follows the theme. */
export function useColourRamp(): ComputedRef<ColourRamp> {
  const theme = useTheme()
  return computed(() => rampOf(theme.isDark))
}

/** Reads the ramp from the page, which has the theme's class already. @param _isDark makes it be read again after a change */
function rampOf(_isDark: boolean): ColourRamp {
  const colour = themeColourReader()
  const ends = stops.map((name) => rgbOf(colour(name)))
  return (strength) => {
    const place = Math.min(Math.max(strength, 0), 1) * (ends.length - 1)
    const left = Math.min(Math.floor(place), ends.length - 2)
    const mixed = mix(ends[left] ?? [0, 0, 0], ends[left + 1] ?? [0, 0, 0], place - left)
    return { fill: `rgb(${mixed.map(Math.round).join(' ')})`, ink: luminance(mixed) > equalContrast ? '#000000' : '#ffffff' }
  }
}

/** Relative luminance at which black and white have the same contrast (WCAG 2.2): (L + 0.05) / 0.05 = 1.05 / (L + 0.05). */
const equalContrast = Math.sqrt(1.05 * 0.05) - 0.05

/** The colour of `#rrggbb`. */
function rgbOf(hex: string): Rgb {
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16)
  return [at(1), at(3), at(5)]
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const between = (from: number, to: number): number => from + (to - from) * share
  return [between(a[0], b[0]), between(a[1], b[1]), between(a[2], b[2])]
}

/** Relative luminance by WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => (part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
