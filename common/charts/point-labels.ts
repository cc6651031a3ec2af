// Where the names of points go so that none covers another one, a point or the edge of the chart: beside its point, or nowhere.

/** A point on the canvas, in pixels; y grows downward. */
export interface Dot {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export interface NamedDot extends Dot {
  /** Width of the name. */
  readonly width: number
}

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Pixels between a point and its name. */
export const nameGap = 4

const boxOfDot = ({ x, y, radius }: Dot): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })
const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const isWithin = (box: Box, room: Box): boolean => box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom

/** Boxes beside a point, in the order in which they are tried: right, left, above, below, and between these. */
function boxesBeside({ x, y, radius, width }: NamedDot, height: number, gap: number): readonly Box[] {
  const away = radius + gap
  // Beside a round mark, a name that begins at a corner is as far away with less.
  const aslant = away * Math.SQRT1_2
  const [above, below] = [{ top: y - aslant - height, bottom: y - aslant }, { top: y + aslant, bottom: y + aslant + height }]
  const [right, left] = [{ left: x + aslant, right: x + aslant + width }, { left: x - aslant - width, right: x - aslant }]
  const beside = { top: y - height / 2, bottom: y + height / 2 }
  const centred = { left: x - width / 2, right: x + width / 2 }
  return [
    { ...beside, left: x + away, right: x + away + width },
    { ...beside, left: x - away - width, right: x - away },
    { ...centred, top: y - away - height, bottom: y - away },
    { ...centred, top: y + away, bottom: y + away + height },
    { ...right, ...above },
    { ...right, ...below },
    { ...left, ...above },
    { ...left, ...below },
  ]
}

/**
 * Places names one after another, the most important first.
 * @param dots all points, which no name may cover
 * @param others boxes that no name may cover either
 * @param gaps pixels between points and names, the nearest first
 * @returns a box for each name; null where there is no room beside its point
 */
export function placeNames(named: readonly NamedDot[], dots: readonly Dot[], height: number, room: Box, others: readonly Box[] = [], gaps: readonly number[] = [nameGap]): readonly (Box | null)[] {
  const taken = [...others, ...dots.map(boxOfDot)]
  return named.map((dot) => {
    const place = gaps.flatMap((gap) => boxesBeside(dot, height, gap)).find((box) => isWithin(box, room) && !taken.some((other) => overlap(box, other))) ?? null
    if (place) taken.push(place)
    return place
  })
}
