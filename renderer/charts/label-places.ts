// Where the labels of a chart go so that none covers another one or a curve.

export interface Label {
  readonly text: string
  readonly colour: string
  /** Left end of the text, or its right end, as `align` says; pixels. */
  readonly x: number
  /** Middle of the text. */
  y: number
  readonly align: 'left' | 'right'
  readonly width: number
}

/** Moves labels apart that would overlap, keeping their order; all stand one above the other. */
export function separate(labels: Label[], height: number): void {
  labels.sort((a, b) => a.y - b.y)
  for (let i = 1; i < labels.length; i++) {
    const [above, below] = [labels[i - 1], labels[i]]
    if (!above || !below) continue
    const overlap = above.y + height - below.y
    if (overlap <= 0) continue
    above.y -= overlap / 2
    below.y += overlap / 2
  }
}

function left({ x, align, width }: Label): number {
  return align === 'left' ? x : x - width
}

/** A stretch of y, in pixels; `from` is the upper end. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Half of the widest line, and a pixel of air. */
const halfLine = 2

/** What other labels take of the column in which a label stands. */
export function spansOfLabels(label: Label, others: readonly Label[], height: number): Span[] {
  const isInColumn = (other: Label): boolean => left(other) < left(label) + label.width && left(other) + other.width > left(label)
  return others.filter(isInColumn).map(({ y }) => ({ from: y - height / 2, to: y + height / 2 }))
}

/** What a curve, its points in the order of x, takes of the column in which a label stands: one span for each of its lines there. */
export function spansOfCurve(label: Label, curve: readonly Place[]): Span[] {
  const [begin, end] = [left(label), left(label) + label.width]
  const spans: Span[] = []
  // A loop that makes nothing for what lies outside: this is done for every label whenever a chart is drawn.
  for (let index = 1; index < curve.length; index++) {
    const a = curve[index - 1]
    const b = curve[index]
    if (!a || !b || b.x <= begin || a.x >= end) continue
    const at = (x: number): number => (b.x === a.x ? b.y : a.y + ((b.y - a.y) * (Math.min(Math.max(x, a.x), b.x) - a.x)) / (b.x - a.x))
    const ends = [at(begin), at(end)]
    spans.push({ from: Math.min(...ends) - halfLine, to: Math.max(...ends) + halfLine })
  }
  return spans
}

/** Moves a label up or down, no further than it must, to where nothing is taken; it stays where there is no such place. */
export function stepAside(label: Label, taken: readonly Span[], height: number, room: Span): void {
  const half = height / 2
  const isFree = (y: number): boolean => taken.every(({ from, to }) => y + half <= from || y - half >= to)
  const isInRoom = (y: number): boolean => y - half >= room.from && y + half <= room.to
  const places = [label.y, ...taken.flatMap(({ from, to }) => [from - half, to + half])]
  const [nearest] = places.filter((y) => isFree(y) && isInRoom(y)).sort((a, b) => Math.abs(a - label.y) - Math.abs(b - label.y))
  label.y = nearest ?? label.y
}
