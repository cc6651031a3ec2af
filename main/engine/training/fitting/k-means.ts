// k-means by Lloyd's algorithm: the codebook of visual words. Distances and sums are computed as an ONNX graph.
// S. Lloyd, "Least Squares Quantization in PCM", IEEE Transactions on Information Theory 28(2), 1982.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { encodeModel } from '../../../onnx/encoding'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { cast, equal, gemm, matMul, mul, reduceMax, reduceSum, scale, transpose } from '../../../onnx/operations'
import { feed, Session } from '../../runtime/session'
import type { Rows } from './rows'

/** Rounds after which words hardly move any more. */
const rounds = 20

/**
 * The centres of the rows, [words, width].
 * @param order of the rows: the first words are the first different ones among them
 * @throws LabError `network/too-few-images` where there are fewer different rows than words
 */
export async function kMeans(rows: Rows, words: number, order: Uint32Array): Promise<Float32Array> {
  const { count, width } = rows
  let centres = firstWords(rows, words, order)
  const session = await Session.open(roundProgram(rows, words))
  try {
    const data = feed('float32', rows.data, [count, width])
    for (let round = 0; round < rounds; round++) {
      const outputs = await session.run({ rows: data, centres: feed('float32', centres, [words, width]) }, ['sums', 'counts'])
      const [sums, counts] = [outputs.floats('sums'), outputs.floats('counts')]
      // A word that no row is nearest to stays where it is.
      centres = centres.map((value, index) => {
        const members = counts[Math.floor(index / width)] ?? 0
        return members > 0 ? (sums[index] ?? 0) / members : value
      })
    }
    return centres
  } finally {
    await session.close()
  }
}

function firstWords({ width, data }: Rows, words: number, order: Uint32Array): Float32Array {
  const chosen = new Float32Array(words * width)
  const known = new Set<string>()
  for (const index of order) {
    const row = data.subarray(index * width, (index + 1) * width)
    const key = row.join()
    if (known.has(key)) continue
    chosen.set(row, known.size * width)
    known.add(key)
    if (known.size === words) return chosen
  }
  throw new LabError('network/too-few-images', phrase('A codebook of {words} words needs as many different patches, and the training images have {found}.', { words, found: known.size }), phrase('Train on more images, or take fewer words.'))
}

/** A round: by word, the sum and the number of the rows that it is the nearest to. */
function roundProgram({ count, width }: Rows, words: number): Uint8Array {
  const g = new GraphBuilder('k_means')
  const [rows, centres] = [g.input('rows', 'float32', [count, width]), g.input('centres', 'float32', [words, width])]
  const lengths = reduceSum(g, mul(g, centres, centres), [1])
  // The nearest centre has the largest 2 x c - |c|^2.
  const scores = gemm(g, rows, scale(g, centres, 2), scale(g, lengths, -1), { transB: true })
  const isNearest = cast(g, equal(g, scores, reduceMax(g, scores, [1], { keep: true })), 'float32')
  const sums = matMul(g, transpose(g, isNearest, [1, 0]), rows)
  const named = (value: ReturnType<typeof reduceSum>, name: string) => g.node('Identity', [value], {}, { name })
  return encodeModel(g.build([named(sums, 'sums'), named(reduceSum(g, isNearest, [0]), 'counts')]))
}
