// Lays images out in two dimensions by UMAP, from their principal components; the same components give the same layout.
// L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018, arXiv:1802.03426.
import { neighbourLists } from '@common/inspection/nearest'
import { umapNeighbours } from '@common/inspection/embedding/umap-neighbours'
import { fillUniform, streams } from '@common/randomness/stream'
import { UMAP } from 'umap-js'

export interface UmapTask {
  /** [images, width] */
  readonly components: Float32Array
  readonly images: number
}

/** How far a layout is: images compared with all others, then rounds of moving points. */
export interface UmapNews {
  readonly stage: 'neighbours' | 'layout'
  readonly done: number
  readonly total: number
  /** [images, 2]; null: not told this time. */
  readonly places: Float32Array | null
}

/** Rounds between two layouts that are told. */
const toldRounds = 10

/** Largest place before the first round along an axis, as in the reference implementation of UMAP. */
const firstExtent = 10

/** Numbers from 0 to below 1, drawn some at a time. */
function uniformNumbers(): () => number {
  const piece = new Float32Array(4096)
  let [at, pieces] = [piece.length, 0]
  return () => {
    if (at === piece.length) {
      fillUniform({ seed: 0, stream: streams.inspection, a: pieces++, b: embeddingStream }, piece)
      at = 0
    }
    return piece[at++] ?? 0
  }
}

/** Second coordinate within the stream of inspections, far from those that the engine draws by. */
const embeddingStream = 1000

/** @returns [images, 2] */
export function layOutUmap({ components, images }: UmapTask, onNews: (news: UmapNews) => void): Float32Array {
  const width = components.length / images
  // Fewer than three images have no neighbourhood to keep.
  if (images < 3) return firstPlaces(components, images, width)
  const neighbours = Math.min(umapNeighbours, images - 1)
  const { rows, distances } = neighbourLists({ data: components, width }, neighbours, (done, total) => {
    onNews({ stage: 'neighbours', done, total, places: null })
  })
  const umap = new UMAP({ nComponents: 2, nNeighbors: neighbours, minDist: 0.1, random: uniformNumbers() })
  umap.setPrecomputedKNN(rows.map((row) => [...row]), distances.map((row) => [...row]))
  const total = umap.initializeFit(Array.from({ length: images }, (_, image) => [...components.subarray(image * width, (image + 1) * width)]))
  // From the principal components rather than from chance: groups that are alike begin near each other.
  // D. Kobak, G. Linderman, "Initialization is critical for preserving global data structure in both t-SNE and UMAP", Nature Biotechnology 39, 2021.
  const points = umap.getEmbedding()
  const first = firstPlaces(components, images, width)
  for (const [image, point] of points.entries()) [point[0], point[1]] = [first[2 * image] ?? 0, first[2 * image + 1] ?? 0]
  for (let round = 0; round < total; ) {
    round = umap.step()
    const isTold = round % toldRounds === 0 || round === total
    onNews({ stage: 'layout', done: round, total, places: isTold ? flat(points) : null })
  }
  return flat(points)
}

/** The first two components, so large that UMAP can move them. */
function firstPlaces(components: Float32Array, images: number, width: number): Float32Array {
  const places = Float32Array.from({ length: 2 * images }, (_, at) => (at % 2 < width ? (components[Math.floor(at / 2) * width + (at % 2)] ?? 0) : 0))
  const largest = places.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest > 0 ? places.map((value) => (value / largest) * firstExtent) : places
}

const flat = (points: readonly (readonly number[])[]): Float32Array => Float32Array.from(points.flat())
