// The chart of memory over a training step as areas of a drawing: one for each kind of memory, stacked, a column for each layer and pass.
import { tickWords, valueTicks } from '@common/charts/tick-words'
import { memoryKinds, type MemoryEvent, type MemoryKind, type MemoryTimeline } from '@contract/models/network-analysis'

/** The plot within the drawing, in pixels. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface MemoryArea {
  readonly kind: MemoryKind
  /** Path of an SVG. */
  readonly path: string
}

export interface Zone {
  readonly pass: MemoryEvent['pass']
  readonly left: number
  readonly width: number
}

export interface MemoryDrawing {
  readonly areas: readonly MemoryArea[]
  /** Parts of the step, from left to right. */
  readonly zones: readonly Zone[]
  readonly ticks: readonly { readonly y: number; readonly text: string }[]
  /** The middle of the column with the peak, and the height of the peak. */
  readonly peak: { readonly x: number; readonly y: number }
}

/** Bytes that are alive in an event, of all kinds. */
export const eventBytes = ({ bytes }: MemoryEvent): number => memoryKinds.reduce((sum, kind) => sum + bytes[kind], 0)

export function memoryDrawing({ events, peak, peakBytes }: MemoryTimeline, { left, top, width, height }: Plot): MemoryDrawing {
  const marks = valueTicks('bytes', 0, peakBytes, 4)
  const words = tickWords('bytes', marks, 'linear', '\u00a0')
  const highest = marks.at(-1) ?? 1
  const column = width / Math.max(1, events.length)
  const yOf = (bytes: number): number => top + height * (1 - bytes / highest)
  const lower = events.map(() => 0)
  const areas = memoryKinds.map((kind) => {
    const floor = [...lower]
    events.forEach(({ bytes }, index) => {
      lower[index] = (lower[index] ?? 0) + bytes[kind]
    })
    return { kind, path: band(floor.map(yOf), lower.map(yOf), left, column) }
  })
  return {
    areas,
    zones: zonesOf(events, left, column),
    ticks: marks.map((mark, index) => ({ y: yOf(mark), text: words[index] ?? '' })),
    peak: { x: left + (peak + 0.5) * column, y: yOf(peakBytes) },
  }
}

/** Steps along the upper edge and back along the lower one. */
function band(floor: readonly number[], ceiling: readonly number[], left: number, column: number): string {
  const steps = (heights: readonly number[]): string[] => heights.map((y, index) => `${(left + index * column).toFixed(1)} ${y.toFixed(1)} ${(left + (index + 1) * column).toFixed(1)} ${y.toFixed(1)}`)
  const back = steps(floor).map((step) => {
    const [x0 = '', y0 = '', x1 = '', y1 = ''] = step.split(' ')
    return `${x1} ${y1} ${x0} ${y0}`
  })
  return `M${steps(ceiling).join('L')}L${back.reverse().join('L')}z`
}

function zonesOf(events: readonly MemoryEvent[], left: number, column: number): readonly Zone[] {
  const zones: { pass: MemoryEvent['pass']; left: number; width: number }[] = []
  events.forEach(({ pass }, index) => {
    const last = zones.at(-1)
    if (last?.pass === pass) last.width += column
    else zones.push({ pass, left: left + index * column, width: column })
  })
  return zones
}

/** The event under a place of the drawing; null beside the plot. */
export function eventAt({ events }: MemoryTimeline, { left, width }: Plot, x: number): MemoryEvent | null {
  return events[Math.floor(((x - left) / width) * events.length)] ?? null
}
