// The colours of a roofline chart: one for each network, that of its roof and of what no device reaches.
import { groundColours, themeColourReader, type GroundColours } from '../../../charts/theme-colour'

export interface RooflineColours extends GroundColours {
  readonly roof: string
  readonly networks: readonly string[]
}

/** Networks that can be told apart by colour in one chart. */
const most = 5

/** Reads the colours of the theme that the page shows now (renderer/style.css). */
export function rooflineColours(): RooflineColours {
  const colour = themeColourReader()
  return {
    ...groundColours(colour),
    roof: colour('measured'),
    networks: Array.from({ length: most }, (_, index) => colour(`network-${index + 1}`)),
  }
}

/** The style value of a network's colour, for the page beside the chart. */
export function colourOfNetwork(index: number): string {
  return `var(--lab-network-${(index % most) + 1})`
}
