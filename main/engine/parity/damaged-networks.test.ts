// Damages valid ONNX files at random, and checks that each is refused in a sentence, or taken and computed as ONNX Runtime computes it; `npm run fuzz` does so for longer.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testReader } from '../../testing/fuzz/reader-tests'
import { onnxReader } from './testing/damaged-networks/onnx-reader'
import { outcomeOf } from './testing/damaged-networks/outcome'

// One file normalises by the batch, which is not compared.
testReader(onnxReader, { cases: 500, ofValid: (input) => (Object.keys(input)[0]?.endsWith('residual-training.onnx') === true ? 'read' : 'agrees') })

/** Files of which campaigns found that they ended in an internal error. */
const found = new URL('testing/damaged-networks/found/', import.meta.url)

it.each(readdirSync(found))('%s, which was found once, is taken or refused in a sentence', async (name) => {
  expect(await outcomeOf(new Uint8Array(readFileSync(new URL(name, found))), true)).toEqual(expect.any(String))
})
