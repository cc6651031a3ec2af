// The rows that are nearest to a row, by Euclidean distance: compared with every other, so that none is missed.

/** Rows of equal length, one after another. */
export interface RowSet {
  /** [rows, width] */
  readonly data: Float32Array
  readonly width: number
}

export interface NearRow {
  readonly row: number
  readonly distance: number
}

/** The last of a list in rising order of distance is taken out where a nearer one comes in. */
class Nearest {
  readonly rows: Uint32Array
  /** Squares of the distances. */
  readonly squares: Float64Array
  count = 0

  constructor(most: number) {
    this.rows = new Uint32Array(most)
    this.squares = new Float64Array(most)
  }

  /** The square that a row has to be below to come in. */
  get bound(): number {
    return this.count < this.rows.length ? Infinity : (this.squares[this.count - 1] ?? 0)
  }

  /** Of rows that are equally far, the one that came first stands first. */
  add(row: number, square: number): void {
    let place = this.count < this.rows.length ? this.count++ : this.count - 1
    for (; place > 0 && (this.squares[place - 1] ?? 0) > square; place--) {
      this.squares[place] = this.squares[place - 1] ?? 0
      this.rows[place] = this.rows[place - 1] ?? 0
    }
    this.squares[place] = square
    this.rows[place] = row
  }
}

/** @param query as long as a row @param leftOut number of a row that is not looked at, as the query itself; default: none */
export function nearestRows({ data, width }: RowSet, query: Float32Array, most: number, leftOut = -1): readonly NearRow[] {
  const count = data.length / width
  const nearest = new Nearest(Math.min(most, count))
  for (let row = 0; row < count; row++) {
    if (row === leftOut) continue
    const square = squaredDistance(data, row * width, query, 0, width, nearest.bound)
    if (square < nearest.bound) nearest.add(row, square)
  }
  return Array.from({ length: nearest.count }, (_, place) => ({ row: nearest.rows[place] ?? 0, distance: Math.sqrt(nearest.squares[place] ?? 0) }))
}

/** The nearest neighbours of every row, each with itself at distance 0 first: [rows][neighbours]. */
export interface NeighbourLists {
  readonly rows: readonly (readonly number[])[]
  readonly distances: readonly (readonly number[])[]
}

/** Rows between two reports of progress. */
const reported = 64

/**
 * Compares all pairs, each once.
 * @param neighbours of each row, itself among them
 * @param onRows told how many rows have been compared with all behind them
 */
export function neighbourLists({ data, width }: RowSet, neighbours: number, onRows: (done: number, total: number) => void = () => undefined): NeighbourLists {
  const count = data.length / width
  const lists = Array.from({ length: count }, () => new Nearest(Math.min(neighbours, count) - 1))
  for (const [row, list] of lists.entries()) {
    for (let other = row + 1; other < count; other++) {
      const otherList = lists[other]
      if (!otherList) continue
      const square = squaredDistance(data, row * width, data, other * width, width, Math.max(list.bound, otherList.bound))
      if (square < list.bound) list.add(other, square)
      if (square < otherList.bound) otherList.add(row, square)
    }
    if (row % reported === 0) onRows(row, count)
  }
  onRows(count, count)
  return {
    rows: lists.map((list, row) => [row, ...list.rows.subarray(0, list.count)]),
    distances: lists.map((list) => [0, ...Array.from(list.squares.subarray(0, list.count), Math.sqrt)]),
  }
}

/** Numbers that are added up before the sum is compared with the bound. */
const piece = 16

/** Sum of squares of the differences; once it is above the bound, any number above it. */
function squaredDistance(a: Float32Array, fromA: number, b: Float32Array, fromB: number, width: number, bound: number): number {
  let sum = 0
  for (let start = 0; start < width; start += piece) {
    const end = Math.min(start + piece, width)
    for (let k = start; k < end; k++) {
      const difference = (a[fromA + k] ?? 0) - (b[fromB + k] ?? 0)
      sum += difference * difference
    }
    if (sum > bound) return sum
  }
  return sum
}
