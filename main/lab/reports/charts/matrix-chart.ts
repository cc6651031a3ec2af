// A matrix as shaded cells with their values, e.g. a confusion matrix: what is right and what is mixed up have scales of their own.
import { html, type Markup } from '@common/markup/markup'
import { pageFormats } from '@common/words/format'
import { valueWords } from '@common/words/value-words'
import { withMinus } from '@common/words/with-minus'
import { phrase } from '@language/phrase'
import type { MatrixChart } from '@contract/reports/report-chart'
import { ticksBelow, titleBelow, type Plot } from './chart-frame'
import { isDrawable, nameScale } from './chart-scale'
import { chartMeasures, lineHeight, type ChartSize } from './chart-size'
import { shadeLevels, type ShadeFamily } from './shades'
import { short, svgElement, svgText, toBaseline, widestOf, wordsWidth } from './svg-element'

interface Cell {
  readonly row: number
  readonly column: number
  readonly value: number
  readonly family: ShadeFamily
  /** 0 is the ground. */
  readonly level: number
}

/** Largest cells, and the least height of one with its value. */
const cellLimits = { width: 54, height: 32, lettered: 14 }
const gap = 8
/** Most pixels of a level in the key, and its height. */
const [keyStep, keyHeight] = [9, 11]

export function matrixChart(chart: MatrixChart, alternative: string, size: ChartSize): Markup {
  const { width, nameRoom } = chartMeasures[size]
  const { rows, columns } = chart
  const left = Math.min(widestOf(rows.names), nameRoom) + gap
  const top = rows.title === '' ? gap / 2 : lineHeight + gap / 2
  const cellWidth = Math.min(cellLimits.width, (width - left) / Math.max(columns.names.length, 1))
  const cellHeight = Math.min(cellLimits.height, cellWidth)
  const plot: Plot = { left, top, right: left + cellWidth * columns.names.length, bottom: top + cellHeight * rows.names.length }
  const cells = cellsOf(chart)
  const ticks = ticksBelow(nameScale(columns.names), plot, (place) => plot.left + place * (plot.right - plot.left), width)
  const titleTop = plot.bottom + ticks.height
  const title = titleBelow(columns.title, plot, width)
  const keyTop = titleTop + title.height + gap
  const key = keyOf(chart, keyTop, width)
  const place: CellPlace = { plot, cellWidth, cellHeight }
  return svgElement({ width, height: keyTop + key.height, alternative, look: size }, [
    rows.title === '' ? null : svgText({ x: 0, y: lineHeight - toBaseline, text: rows.title, look: 'axis-title', room: width }),
    html`<rect class="frame" x="${short(plot.left)}" y="${short(plot.top)}" width="${short(plot.right - plot.left)}" height="${short(plot.bottom - plot.top)}" />`,
    shadesMarkup(cells, place),
    valuesMarkup(chart, cells, place),
    rowNames(rows.names, place),
    ticks.markup,
    title.at(titleTop),
    key.markup,
  ])
}

interface CellPlace {
  readonly plot: Plot
  readonly cellWidth: number
  readonly cellHeight: number
}

const isOnDiagonal = ({ hasDiagonal }: MatrixChart, row: number, column: number): boolean => hasDiagonal && row === column

/** Largest size of the values of a family; 0: it has none. */
function largestOf(chart: MatrixChart, family: ShadeFamily): number {
  return chart.values.reduce((most, values, row) => values.reduce((inner: number, value, column) => (value !== null && isDrawable(value) && familyOf(chart, value, row, column) === family ? Math.max(inner, Math.abs(value)) : inner), most), 0)
}

/** Differences have a family by their sign; of counts, those off a diagonal that is wanted are mistakes. */
function familyOf(chart: MatrixChart, value: number, row: number, column: number): ShadeFamily {
  if (chart.shades === 'differences') return value < 0 ? 'b' : 'a'
  return !chart.hasDiagonal || isOnDiagonal(chart, row, column) ? 'a' : 'b'
}

/** The most of each family; differences share one scale, so that equal shades are equal sizes. */
function scalesOf(chart: MatrixChart): Readonly<Record<ShadeFamily, number>> {
  const own = { a: largestOf(chart, 'a'), b: largestOf(chart, 'b') }
  const both = Math.max(own.a, own.b)
  return chart.shades === 'differences' ? { a: both, b: both } : own
}

function cellsOf(chart: MatrixChart): readonly Cell[] {
  const scales = scalesOf(chart)
  return chart.values.slice(0, chart.rows.names.length).flatMap((values, row) =>
    values.slice(0, chart.columns.names.length).flatMap((value, column): readonly Cell[] => {
      if (value === null || !isDrawable(value)) return []
      const family = familyOf(chart, value, row, column)
      return [{ row, column, value, family, level: value === 0 ? 0 : Math.max(1, Math.ceil(shadeLevels * (Math.abs(value) / scales[family]) - 1e-9)) }]
    }),
  )
}

/** All cells of a shade as one element. */
function shadesMarkup(cells: readonly Cell[], { plot, cellWidth, cellHeight }: CellPlace): Markup {
  const inset = cellWidth > 8 ? 0.5 : 0
  const [w, h] = [short(cellWidth - 2 * inset), short(cellHeight - 2 * inset)]
  const paths = new Map<string, string[]>()
  for (const { row, column, family, level } of cells) {
    if (level === 0) continue
    const name = `${family}${level}`
    const path = paths.get(name) ?? []
    path.push(`M${short(plot.left + column * cellWidth + inset)} ${short(plot.top + row * cellHeight + inset)}h${w}v${h}h-${w}z`)
    paths.set(name, path)
  }
  return html`${[...paths].map(([name, path]) => html`<path class="${name}" d="${path.join('')}" />`)}`
}

/** The values where cells hold them; else negative ones are struck through, so that the two families are told apart without colours. */
function valuesMarkup(chart: MatrixChart, cells: readonly Cell[], { plot, cellWidth, cellHeight }: CellPlace): Markup {
  const words = cells.map(({ value }) => cellWords(chart, value))
  if (cellHeight >= cellLimits.lettered && widestOf(words) <= cellWidth) {
    return html`${cells.map(({ row, column, family, level }, index) => svgText({ x: plot.left + (column + 0.5) * cellWidth, y: plot.top + (row + 0.5) * cellHeight + toBaseline, text: words[index] ?? '', look: level === 0 ? 'tick' : `i${family}${level}`, anchor: 'middle' }))}`
  }
  if (chart.shades !== 'differences') return html``
  const strokes = cells.filter(({ family, level }) => family === 'b' && level > 0).map(({ row, column }) => `M${short(plot.left + column * cellWidth)} ${short(plot.top + (row + 1) * cellHeight)}l${short(cellWidth)} ${short(-cellHeight)}`)
  return html`<path class="struck" d="${strokes.join('')}" />`
}

/** A value without its unit, which the key has; a difference with its sign. */
function cellWords({ valueKind, shades }: MatrixChart, signed: number): string {
  const value = signed + 0 // no -0
  const text = valueKind === 'share' ? withMinus((value * 100).toFixed(1)) : valueKind === 'count' && Number.isInteger(value) && Math.abs(value) < 1e5 ? withMinus(pageFormats.formatCount(value)) : valueWords(valueKind, value, pageFormats)
  return shades === 'differences' && value > 0 ? `+${text}` : text
}

/** Names of rows; every n-th where their lines would touch. */
function rowNames(names: readonly string[], { plot, cellHeight }: CellPlace): Markup {
  const step = Math.max(1, Math.ceil(lineHeight / cellHeight))
  return html`${names.map((text, row) => (row % step === 0 ? svgText({ x: plot.left - gap, y: plot.top + (row + 0.5) * cellHeight + toBaseline, text, look: 'words', anchor: 'end', room: plot.left - gap }) : null))}`
}

interface Key {
  readonly markup: Markup
  readonly height: number
}

/** The shades with the ends of their scales. */
function keyOf(chart: MatrixChart, top: number, width: number): Key {
  const scales = scalesOf(chart)
  const words = (value: number): string => valueWords(chart.valueKind, value, pageFormats)
  const levels = Array.from({ length: shadeLevels }, (_, index) => index + 1)
  const scale = (family: ShadeFamily): readonly string[] => levels.map((level) => `${family}${level}`)
  const parts: readonly { readonly title: string; readonly names: readonly string[]; readonly from: string; readonly to: string }[] =
    chart.shades === 'differences'
      ? [{ title: '', names: [...scale('b').toReversed(), ...scale('a')], from: `−${words(scales.b)}`, to: `+${words(scales.a)}` }]
      : chart.hasDiagonal
        ? [{ title: phrase('on the diagonal'), names: scale('a'), from: '0', to: words(scales.a) }, { title: phrase('off the diagonal'), names: scale('b'), from: '0', to: words(scales.b) }]
        : [{ title: '', names: scale('a'), from: '0', to: words(scales.a) }]
  let [x, y] = [0, top]
  const markup = parts.filter(({ from, to }) => from !== to).map(({ title, names, from, to }) => {
    const ends = (title === '' ? 0 : wordsWidth(title) + gap) + wordsWidth(from) + wordsWidth(to) + gap
    const step = Math.min(keyStep, Math.max(1, (width - ends) / names.length))
    const own = [title === '' ? 0 : wordsWidth(title) + gap, wordsWidth(from) + gap / 2, names.length * step + gap / 2, wordsWidth(to)]
    const total = own.reduce((sum, part) => sum + part, 0)
    if (x > 0 && x + total > width) [x, y] = [0, y + lineHeight]
    const [titleX, fromX, boxesX, toX] = [x, x + (own[0] ?? 0), x + (own[0] ?? 0) + (own[1] ?? 0), x + total - (own[3] ?? 0)]
    x += total + 3 * gap
    const baseline = y + lineHeight / 2 + toBaseline
    const boxes = names.map((name, index) => html`<rect class="${name}" x="${short(boxesX + index * step)}" y="${short(y + (lineHeight - keyHeight) / 2)}" width="${short(step)}" height="${keyHeight}" />`)
    return html`${title === '' ? null : svgText({ x: titleX, y: baseline, text: title, look: 'words' })}${svgText({ x: fromX, y: baseline, text: from, look: 'tick' })}${boxes}${svgText({ x: toX, y: baseline, text: to, look: 'tick' })}`
  })
  return { markup: html`${markup}`, height: y - top + lineHeight + gap / 2 }
}
