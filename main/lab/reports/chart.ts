// A line chart as inline SVG: axes with units, a light grid, each line labelled where it ends, and spikes marked where the axis ends below them.
import { linearRange } from '@common/charts/axis-range'
import { drawnBelow, spacedApart, spikesAbove } from '@common/charts/spikes'
import { ticks } from '@common/charts/ticks'
import { html, type Markup } from './markup'

/** Epochs done, and a value. */
type CurvePoint = readonly [x: number, y: number]

export interface Line {
  /** Written at the line's end; empty for a line that stays in the background. */
  readonly label: string
  /** Look of the line: one of the classes of the report's style sheet. */
  readonly look: 'train' | 'train-faint' | 'test' | 'published' | 'single'
  readonly points: readonly CurvePoint[]
  /** Whether each point gets a mark. */
  readonly marked?: boolean
}

export interface Chart {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  readonly lines: readonly Line[]
  /** Values that the y axis shows in any case. */
  readonly yShown?: readonly number[]
  /** How a value is written at the y axis. */
  readonly yText: (value: number) => string
  /** Lets the y axis, which begins at 0 then, end below a few values that lie far above all others; without, it shows every value. */
  readonly spikes?: {
    /** A value that the axis shows in any case; null: none. */
    readonly yExpected: number | null
    /** How the value of a spike is written. */
    readonly text: (value: number) => string
  }
}

const width = 560
const height = 280
const margin = { top: 30, bottom: 42, left: 62 }
/** Room at the right, with and without labels at the lines' ends. */
const rightMargin = { labelled: 108, bare: 20 }
/** Least distance of two labels at the lines' ends. */
const labelHeight = 15
/** Least distance of two marks of spikes, as wide as one with its value. */
const spikeWidth = 84

/** The chart as an SVG element; it scales with the width it is given. */
export function lineChart({ title, xLabel, yLabel, lines, yShown = [], yText, spikes }: Chart): Markup {
  const drawn = lines.filter(({ points }) => points.length > 0)
  const xs = drawn.flatMap(({ points }) => points.map(([x]) => x))
  const ys = [...drawn.flatMap(({ points }) => points.map(([, y]) => y)), ...yShown]
  const xTicks = ticks(0, Math.max(1, ...xs), 10)
  const values = drawn.map(({ points }) => points.map(([px, py]) => ({ x: px, y: py })))
  const range = spikes ? linearRange(values, { yMax: null, yExpected: spikes.yExpected, cutsSpikes: true }) : null
  const isCut = range?.isCut === true
  const yTicks = isCut ? range.ticks : ticks(Math.min(...ys), Math.max(...ys), 5)
  const right = Math.max(1, ...xs)
  const plotWidth = width - margin.left - (drawn.some(({ label }) => label !== '') ? rightMargin.labelled : rightMargin.bare)
  const [bottom, top] = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1]
  const x = (value: number) => margin.left + (value / right) * plotWidth
  const y = (value: number) => height - margin.bottom - ((value - bottom) / (top - bottom || 1)) * (height - margin.top - margin.bottom)
  const place = ([px, py]: CurvePoint) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`

  const grid = yTicks.map(
    (value) => html`<line class="grid" x1="${x(0)}" x2="${x(right)}" y1="${y(value)}" y2="${y(value)}" /><text
        class="tick"
        x="${margin.left - 8}"
        y="${y(value) + 4}"
        text-anchor="end"
        >${yText(value)}</text
      >`,
  )
  const xAxis = xTicks
    .filter((value) => value <= right)
    .map((value) => html`<text class="tick" x="${x(value)}" y="${height - margin.bottom + 18}" text-anchor="middle">${value}</text>`)
  /** What is drawn of a line: all of it, or on a cut axis what leaves the plot a little above its end. */
  const shown = (points: readonly CurvePoint[]): readonly CurvePoint[] =>
    isCut ? drawnBelow(points.map(([px, py]) => ({ x: px, y: py })), top).map((point): CurvePoint => [point.x, point.y]) : points
  const curves = drawn.map(
    ({ look, points, marked }) => html`<polyline class="line ${look}" points="${shown(points).map(place).join(' ')}" />${
      marked || points.length === 1
        ? shown(points).map(([px, py]) => html`<circle class="mark ${look}" cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="3" />`)
        : null
    }`,
  )
  const ends = drawn.filter(({ label }) => label !== '').map(({ label, look, points }) => ({ label, look, at: y(Math.min(points.at(-1)?.[1] ?? 0, isCut ? top : Infinity)) }))
  const labels = spread(ends).map(
    ({ label, look, at }) => html`<text class="label ${look}" x="${x(right) + 8}" y="${(at + 4).toFixed(1)}">${label}</text>`,
  )
  const above = isCut ? drawn.flatMap(({ look }, index) => spikesAbove(values[index] ?? [], top).map((point) => ({ look, x: x(point.x), y: point.y }))) : []
  const marks = spacedApart(above, spikeWidth).map(({ look, x: at, y: value }) => {
    const isNearEnd = at + spikeWidth > x(right)
    return html`<text class="label ${look}" x="${at.toFixed(1)}" y="${margin.top + 12}" text-anchor="${isNearEnd ? 'end' : 'start'}">${isNearEnd ? `${spikes?.text(value) ?? ''} ▲` : `▲ ${spikes?.text(value) ?? ''}`}</text>`
  })
  return html`<figure>
    <figcaption>${title}${isCut ? html` <small>▲ spikes cut off</small>` : null}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: ${yLabel} by ${xLabel}">
      ${grid}${xAxis}
      <line class="axis" x1="${x(0)}" x2="${x(right)}" y1="${y(bottom)}" y2="${y(bottom)}" />
      <text class="unit" x="${(x(0) + x(right)) / 2}" y="${height - 6}" text-anchor="middle">${xLabel}</text>
      <text class="unit" x="${margin.left}" y="14">${yLabel}</text>
      ${isCut ? html`<svg x="0" y="${margin.top - 4}" width="${width}" height="${height - margin.top + 4}" viewBox="0 ${margin.top - 4} ${width} ${height - margin.top + 4}">${curves}</svg>` : curves}${labels}${marks}
    </svg>
  </figure>`
}

/** Moves labels apart that would cover each other, from the top down. */
function spread<T extends { readonly at: number }>(labels: readonly T[]): readonly T[] {
  let lowest = -Infinity
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .map((label) => {
      lowest = Math.max(label.at, lowest + labelHeight)
      return { ...label, at: lowest }
    })
}
