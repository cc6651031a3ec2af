// Images of bytes in another size: antialiased where they shrink, linear interpolation where they grow. The inner loops are WebAssembly (resample.c), several times faster than JavaScript.
import type { ImageSize } from '../checked-header'
import { axisWeights, type AxisWeights, type Stretch } from './axis-weights'
import { firstFree, pixelLoops, withRoom } from './pixel-loops'

/** Opaque pixels row by row. */
export interface Pixels extends ImageSize {
  /** 1: grey; 3: red, green, blue of each pixel. */
  readonly channels: 1 | 3
  /** uint8 [height, width, channels]. */
  readonly values: Uint8Array
}

/** A part of an image. */
export interface Region {
  readonly columns: Stretch
  readonly rows: Stretch
}

/** From this ratio on squares of pixels are averaged before: weights have too few parts for so many pixels. */
const largestRatio = 64

/** A part of an image in a size, uint8 [channels, height, width]. */
export function resampled(image: Pixels, region: Region, size: ImageSize): Uint8Array<ArrayBuffer> {
  const ratio = Math.max(region.columns.length / size.width, region.rows.length / size.height)
  if (ratio <= largestRatio) return resampledHere(image, region, size)
  const factors = {
    width: Math.max(1, Math.floor((2 * region.columns.length) / size.width / largestRatio)),
    height: Math.max(1, Math.floor((2 * region.rows.length) / size.height / largestRatio)),
  }
  const part = { columns: scaledStretch(region.columns, factors.width), rows: scaledStretch(region.rows, factors.height) }
  return resampled(averaged(image, factors), part, size)
}

const scaledStretch = ({ start, length }: Stretch, factor: number): Stretch => ({ start: start / factor, length: length / factor })

/** Means over cells of so many pixels; those at the right and lower edge may have fewer. */
function averaged({ width, height, channels, values }: Pixels, cell: ImageSize): Pixels {
  const [columns, rows] = [Math.ceil(width / cell.width), Math.ceil(height / cell.height)]
  const means = new Uint8Array(columns * rows * channels)
  const sums = new Float64Array(columns * channels)
  for (let row = 0; row < rows; row++) {
    const last = Math.min(height, (row + 1) * cell.height)
    sums.fill(0)
    for (let y = row * cell.height; y < last; y++) {
      let place = y * width * channels
      for (let x = 0; x < width; x++) {
        const column = Math.floor(x / cell.width) * channels
        for (let channel = 0; channel < channels; channel++) sums[column + channel] = (sums[column + channel] ?? 0) + (values[place++] ?? 0)
      }
    }
    for (let column = 0; column < columns; column++) {
      const pixels = (last - row * cell.height) * (Math.min(width, (column + 1) * cell.width) - column * cell.width)
      for (let channel = 0; channel < channels; channel++) means[(row * columns + column) * channels + channel] = Math.round((sums[column * channels + channel] ?? 0) / pixels)
    }
  }
  return { width: columns, height: rows, channels, values: means }
}

/** Bytes behind each array that vectors read, or write, without using them. */
const spare = 64

/** Bytes of rows that are copied into the module's memory at once, few enough for a core's own cache, where one row of the result needs no more. */
const windowBytes = 2 ** 17

function resampledHere(image: Pixels, { columns, rows }: Region, size: ImageSize): Uint8Array<ArrayBuffer> {
  const { channels, values } = image
  const across = axisWeights(image.width, columns, size.width)
  const down = axisWeights(image.height, rows, size.height)
  const [firstColumn, endColumn] = [across.starts[0] ?? 0, endOf(across, size.width - 1)]
  const stride = image.width * channels
  const length = (endColumn - firstColumn) * channels
  const most = Math.max(1, Math.floor(windowBytes / stride), down.taps)
  const loops = pixelLoops()
  const at = layout({ starts: 4 * size.width, across: 2 * across.weights.length, down: 2 * down.weights.length, between: 2 * length, pixels: 4 * size.width, result: channels * size.width * size.height, rows: most * stride })
  const memory = withRoom(at.end)
  const bytes = new Uint8Array(memory)
  new Int32Array(memory, at.starts, size.width).set(across.starts.map((start) => start - firstColumn))
  new Int16Array(memory, at.across, across.weights.length).set(across.weights)
  new Int16Array(memory, at.down, down.weights.length).set(down.weights)
  let [copied, end] = [0, 0] // rows of the image that are in the window
  for (let row = 0; row < size.height; row++) {
    const start = down.starts[row] ?? 0
    if (endOf(down, row) > end) {
      copied = start
      end = Math.min(image.height, start + most)
      bytes.set(values.subarray(copied * stride, end * stride), at.rows)
    }
    loops.sumRows(at.rows + (start - copied) * stride + firstColumn * channels, stride, length, at.down + 2 * row * down.taps, down.counts[row] ?? 0, at.between)
    loops.sumColumns(at.between, channels, at.starts, at.across, across.taps, size.width, at.pixels, at.result + row * size.width, size.width * size.height)
  }
  return bytes.slice(at.result, at.result + channels * size.width * size.height)
}

/** The pixel behind the last one that a position takes. */
const endOf = ({ starts, counts }: AxisWeights, position: number): number => (starts[position] ?? 0) + (counts[position] ?? 0)

type Parts = 'starts' | 'across' | 'down' | 'between' | 'pixels' | 'result' | 'rows'

/** Addresses of arrays of so many bytes, one behind the other, and where they end. */
function layout(bytes: Readonly<Record<Parts, number>>): Readonly<Record<Parts | 'end', number>> {
  let end = firstFree
  const place = (part: Parts): number => {
    const start = end
    end = Math.ceil((start + bytes[part] + spare) / 16) * 16
    return start
  }
  const at = { starts: place('starts'), across: place('across'), down: place('down'), between: place('between'), pixels: place('pixels'), result: place('result'), rows: place('rows') }
  return { ...at, end }
}
