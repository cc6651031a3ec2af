// Labels at the ends of lines, moved apart where they would overlap, and joined to their lines where they had to move.
import { spacedOut } from '@common/charts/label-places'
import { html, type Markup } from '@common/markup/markup'
import type { Plot } from './chart-frame'
import { lineHeight } from './chart-size'
import type { Place } from './marks'
import { short, svgText, toBaseline } from './svg-element'

export interface EndLabel {
  readonly text: string
  /** Classes of the text. */
  readonly look: string
  readonly end: Place
}

/** Pixels between the plot and its labels. */
export const labelGap = 12
/** Distance from which on a label is joined to its line. */
const leastLeader = 4

export function endLabels(labels: readonly EndLabel[], { right, top, bottom }: Plot): Markup {
  const places = spacedOut(labels.map(({ end }) => end.y), lineHeight, { from: top - lineHeight / 2, to: bottom + lineHeight / 2 })
  const leaders = labels.map(({ end }, index) => {
    const y = places[index] ?? end.y
    const isBeside = Math.abs(y - end.y) < leastLeader && right - end.x < leastLeader
    return isBeside ? '' : `M${short(end.x + 2)} ${short(end.y)}L${short(right + 2)} ${short(end.y)}L${short(right + labelGap - 3)} ${short(y)}`
  })
  return html`<path class="leader" d="${leaders.join('')}" />${labels.map(({ text, look }, index) => svgText({ x: right + labelGap, y: (places[index] ?? 0) + toBaseline, text, look }))}`
}
