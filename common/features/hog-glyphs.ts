// What HOG sees, as a picture: in each cell a line for each orientation of edges, the brighter the more votes it has.
// As scikit-image's `hog(visualize=True)`: histograms of cells before blocks are normalised.

/** Values 0..255 as data sets have them: channel by channel, row by row. */
export interface HogImage {
  readonly pixels: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
}

export interface HogCells {
  readonly orientations: number
  /** Height and width of a cell in pixels. */
  readonly cell: readonly [number, number]
}

/** A line along the edges of one orientation in one cell, in pixels from the upper left corner of the image. */
export interface HogSegment {
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
  /** Votes as a share of the most votes that any orientation of any cell has, above 0 and at most 1. */
  readonly strength: number
}

/** Lines of all orientations with votes; none for an image of one colour. */
export function hogGlyphs(image: HogImage, cells: HogCells): readonly HogSegment[] {
  const { orientations, cell: [height, width] } = cells
  const histograms = cellHistograms(image, cells)
  const most = histograms.reduce((largest, votes) => Math.max(largest, votes), 0)
  const columns = Math.floor(image.width / width)
  const radius = Math.min(height, width) / 2
  return [...histograms].flatMap((votes, place): readonly HogSegment[] => {
    if (votes === 0) return []
    const [index, orientation] = [Math.floor(place / orientations), place % orientations]
    const [x, y] = [(index % columns) * width + width / 2, Math.floor(index / columns) * height + height / 2]
    // An edge is perpendicular to its gradient, whose angle is counted from the right downwards.
    const angle = (Math.PI * (orientation + 0.5)) / orientations
    const [dx, dy] = [-radius * Math.sin(angle), radius * Math.cos(angle)]
    return [{ from: [x - dx, y - dy], to: [x + dx, y + dy], strength: votes / most }]
  })
}

/** Votes of the pixels of each cell for the orientation of their gradients, row by row of cells: [rows, columns, orientations]. */
function cellHistograms({ pixels, channels, height, width }: HogImage, { orientations, cell }: HogCells): Float64Array {
  const [rows, columns] = [Math.floor(height / cell[0]), Math.floor(width / cell[1])]
  const histograms = new Float64Array(rows * columns * orientations)
  const at = (channel: number, row: number, column: number): number => pixels[(channel * height + row) * width + column] ?? 0
  for (let row = 0; row < rows * cell[0]; row++) {
    for (let column = 0; column < columns * cell[1]; column++) {
      let [strength, angle] = [0, 0]
      for (let channel = 0; channel < channels; channel++) {
        const vertical = row === 0 || row === height - 1 ? 0 : at(channel, row + 1, column) - at(channel, row - 1, column)
        const horizontal = column === 0 || column === width - 1 ? 0 : at(channel, row, column + 1) - at(channel, row, column - 1)
        const length = Math.hypot(vertical, horizontal)
        if (length > strength) [strength, angle] = [length, (Math.atan2(vertical, horizontal) + Math.PI) % Math.PI]
      }
      const index = Math.floor(row / cell[0]) * columns + Math.floor(column / cell[1])
      const place = index * orientations + Math.min(orientations - 1, Math.floor((angle * orientations) / Math.PI))
      histograms[place] = (histograms[place] ?? 0) + strength
    }
  }
  return histograms
}
