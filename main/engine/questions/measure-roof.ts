// Measures the roof of a device: chains of matrix products, elementwise operators, convolutions and operators on next to nothing.
import type { DeviceRoof } from '@contract/devices/device-roof'
import type { DeviceName } from '@contract/devices/devices'
import { ints } from '../../onnx/graph'
import { elementBytes, elementCount } from '../../onnx/tensor'
import { timeChain, type Chain, type TimedRuns } from './operator-chain'
import type { Work } from './work'

/** Seconds of a chain after which no larger one is tried: a GPU that the CPU plays needs 20 s for one product of 2048 x 2048. */
const longEnough = 0.25

/** A slow device needs no longer chain either. */
const chainLength = 4

/** What the chains grow through. */
export interface ChainSizes {
  /** Edges of the square matrices. */
  readonly edges: readonly number[]
  /** Numbers of the tensors that are moved. */
  readonly counts: readonly number[]
  /** Images of the convolution's batch: 64 channels of 28 x 28. */
  readonly batches: readonly number[]
}

/** A large GPU needs large matrices to have work for all of its cores; 256 MB are more than any cache holds. */
export const usualSizes: ChainSizes = { edges: [128, 256, 512, 1024, 2048, 4096, 8192], counts: [2 ** 20, 2 ** 23, 2 ** 26], batches: [1, 8, 64, 256] }

/** Numbers of a tensor that takes no time to speak of, and applications in a short and a long chain of it. */
const tiny = { count: 16, short: 32, long: 288 }

const product = (edge: number): Chain => ({
  shape: [edge, edge],
  other: [edge, edge],
  value: 1 / edge, // every sum of `edge` products is 1 again
  apply: (g, through, other) => g.node('MatMul', [through, other]),
})

const elementwise = (count: number): Chain => ({ shape: [count], other: [1], value: 1, apply: (g, through, other) => g.node('Mul', [through, other]) })

const channels = 64
const pixels = 28
const kernel = 3
const convolution = (batch: number): Chain => ({
  shape: [batch, channels, pixels, pixels],
  other: [channels, channels, kernel, kernel],
  value: 1 / (channels * kernel ** 2),
  readAt: (pixels * (pixels + 1)) / 2, // in the middle: sums at the edges have zeros in them and become smaller
  apply: (g, through, other) => g.node('Conv', [through, other], { pads: ints([1, 1, 1, 1]) }),
})

interface Timed {
  readonly size: number
  /** Seconds of one application. */
  readonly seconds: number
}

/** Times larger and larger chains until they take long enough. */
async function growing(sizes: readonly number[], chainOf: (size: number) => Chain, device: DeviceName, runs?: TimedRuns): Promise<readonly Timed[]> {
  const timed: Timed[] = []
  for (const size of sizes) {
    const seconds = await timeChain(chainOf(size), chainLength, device, runs)
    timed.push({ size, seconds: seconds / chainLength })
    if (seconds > longEnough) break
  }
  return timed
}

/** Measures for a few seconds, in this process. */
export const measureRoof: Work<'measureRoof'> = ({ device }) => roofBySizes(device, usualSizes)

/** The roof as chains of these sizes show it. @param runs how often each is timed; as often as usual by default */
export async function roofBySizes(device: DeviceName, { edges, counts, batches }: ChainSizes, runs?: TimedRuns): Promise<DeviceRoof> {
  const products = await growing(edges, product, device, runs)
  const copies = await growing(counts, elementwise, device, runs)
  const convolutions = await growing(batches, convolution, device, runs)
  const largest = copies.at(-1)
  if (!largest) throw new Error('nothing was moved')
  const [short, long] = [await timeChain(elementwise(tiny.count), tiny.short, device, runs), await timeChain(elementwise(tiny.count), tiny.long, device, runs)]
  const flopsOfConvolution = (batch: number) => 2 * elementCount([batch, channels, pixels, pixels]) * channels * kernel ** 2
  const convolutionFlopsPerSecond = Math.max(...convolutions.map(({ size, seconds }) => flopsOfConvolution(size) / seconds))
  return {
    flopsPerSecond: Math.max(convolutionFlopsPerSecond, ...products.map(({ size, seconds }) => (2 * size ** 3) / seconds)),
    // Of the largest alone: smaller ones stay in caches.
    bytesPerSecond: (2 * elementBytes.float32 * largest.size) / largest.seconds,
    convolutionFlopsPerSecond,
    // What a run costs beside its operators is in both and falls out.
    operatorSeconds: Math.max(long - short, 1e-9) / (tiny.long - tiny.short),
  }
}
