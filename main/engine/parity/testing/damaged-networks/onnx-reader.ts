// Damaged ONNX files: each is taken and computed as ONNX Runtime computes it, or refused in a sentence.
import { basename } from 'node:path'
import type { FuzzReader } from '../../../../testing/fuzz/reader'
import { mutatedModel } from './mutations'
import { outcomeOf } from './outcome'
import { seedFiles } from './seeds'

/** Of so many files, the programs of one are run. */
const runsEvery = 4

/** Folders of an input: programs of the file in it are run, too, or the file is taken only. */
const [run, take] = ['run', 'take'] as const

export const onnxReader: FuzzReader = {
  name: 'onnx',
  draws: 'networks',
  seeds: () => Promise.resolve(seedFiles().map(({ title, bytes }) => ({ [`${run}/${title}`]: bytes }))),
  damaged: (input, draw) => Object.fromEntries(Object.entries(input).map(([path, bytes]) => {
    const damaged = mutatedModel(bytes, draw)
    return [`${draw(runsEvery) === 0 ? run : take}/${basename(path)}`, damaged]
  })),
  read: (input) => {
    const [path = ''] = Object.keys(input)
    return outcomeOf(input[path] ?? new Uint8Array(), path.startsWith(`${run}/`))
  },
  isRefusal: () => false, // whether a refusal is one for users, the outcome has told
}
