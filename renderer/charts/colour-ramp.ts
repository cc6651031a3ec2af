// A scale of colours for a figure, in the theme that is shown: the stronger, the better; and the ink that is read on each of them.
import { alongStops, inkOn, rgbOf } from '@common/charts/colour-contrast'
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
    const mixed = alongStops(ends, strength)
    return { fill: `rgb(${mixed.map(Math.round).join(' ')})`, ink: inkOn(mixed) }
  }
}
