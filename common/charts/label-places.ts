// Places the labels of a chart so that none covers another label or a curve.

export interface Label {
  readonly text: string
  readonly colour: string
  /** Left or right end of the text, as `align` says, in pixels. */
  readonly x: number
  /** Middle of the text. */
  y: number
  readonly align: 'left' | 'right'
  readonly width: number
}

/** Moves overlapping labels apart and keeps their order; the labels stand in one column. */
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

/** Parts of a label's column that other labels cover. */
export function spansOfLabels(label: Label, others: readonly Label[], height: number): Span[] {
  const isInColumn = (other: Label): boolean => left(other) < left(label) + label.width && left(other) + other.width > left(label)
  return others.filter(isInColumn).map(({ y }) => ({ from: y - height / 2, to: y + height / 2 }))
}

/** Parts of a label's column that a curve covers: a span for each of its line segments there. @param curve points in the order of x */
export function spansOfCurve(label: Label, curve: readonly Place[]): Span[] {
  const [begin, end] = [left(label), left(label) + label.width]
  const spans: Span[] = []
  // A plain loop, which allocates nothing for segments outside the column: it runs for every label at every redraw.
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

/** Largest distance of a label from its line, in heights of its letters; further away, one could not tell to which line it belongs. */
const furthest = 1.6

function isFree(y: number, taken: readonly Span[], height: number, room: Span): boolean {
  const half = height / 2
  return y - half >= room.from && y + half <= room.to && taken.every(({ from, to }) => y + half <= from || y - half >= to)
}

/** Moves a label up or down to the nearest free place; it stays where none is near its line. */
export function stepAside(label: Label, taken: readonly Span[], height: number, room: Span): void {
  const half = height / 2
  const places = [label.y, ...taken.flatMap(({ from, to }) => [from - half, to + half])]
  const near = places.filter((y) => Math.abs(y - label.y) <= furthest * height && isFree(y, taken, height, room))
  const [nearest] = near.sort((a, b) => Math.abs(a - label.y) - Math.abs(b - label.y))
  label.y = nearest ?? label.y
}

/** Places of a level's label along its line, as shares of the free length: the right end first, then further left. */
const alongLevel = [1, 0.75, 0.5, 0.25, 0]

/**
 * Places the label of a level above or below its line: at the first place from the right end on where it covers nothing; at the first where
 * it covers no other label, a curve or not, where there is no such place; above the right end where every place has a label.
 * @param level left and right end of the line, and its y
 * @param takenAt parts of a label's column that are covered already
 * @param labelledAt those of them that other labels cover
 */
export function placeOnLevel(
  { text, colour, width }: Pick<Label, 'text' | 'colour' | 'width'>,
  level: { readonly from: number; readonly to: number; readonly y: number },
  { takenAt, labelledAt }: { readonly takenAt: (label: Label) => readonly Span[]; readonly labelledAt: (label: Label) => readonly Span[] },
  height: number,
  room: Span,
): Label {
  const offset = height / 2 + halfLine
  const at = (share: number, side: -1 | 1): Label => ({
    ...{ text, colour, width },
    align: 'right',
    x: level.to - (1 - share) * Math.max(level.to - level.from - width, 0),
    y: level.y + side * offset,
  })
  const places = alongLevel.flatMap((share) => [at(share, -1), at(share, 1)])
  const firstFree = (coveredAt: (label: Label) => readonly Span[]): Label | undefined => places.find((place) => isFree(place.y, coveredAt(place), height, room))
  return firstFree(takenAt) ?? firstFree(labelledAt) ?? at(1, -1)
}

/**
 * Places for labels in one column, each as near to where it should be as there is room: those that would overlap form a group around their mean
 * (the pool-adjacent-violators algorithm for isotonic regression, of the places minus the heights of the labels above).
 * @param wanted middle of each label, in any order
 * @param room of the whole column; labels that do not fit into it begin at its top and go beyond its end
 * @returns middles in the order of `wanted`
 */
export function spacedOut(wanted: readonly number[], height: number, room: Span): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const groups: { mean: number; count: number }[] = []
  order.forEach((label, index) => {
    let group = { mean: (wanted[label] ?? 0) - index * height, count: 1 }
    for (let last = groups.at(-1); last && last.mean >= group.mean; last = groups.at(-1)) {
      groups.pop()
      const count = last.count + group.count
      group = { mean: (last.mean * last.count + group.mean * group.count) / count, count }
    }
    groups.push(group)
  })
  const [first, last] = [room.from + height / 2, room.to - height / 2 - (wanted.length - 1) * height]
  const places: number[] = []
  let index = 0
  for (const { mean, count } of groups) {
    for (let member = 0; member < count; member++, index++) places[order[index] ?? 0] = Math.max(first, Math.min(mean, last)) + index * height
  }
  return places
}
