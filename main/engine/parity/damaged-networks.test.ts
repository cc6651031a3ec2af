// Damages valid ONNX files at random, and checks that each is refused in a sentence, or taken and computed as ONNX Runtime computes it; `npm run fuzz` does so for longer.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runCampaign, tried } from './testing/damaged-networks/campaign'
import { seedFiles } from './testing/damaged-networks/seeds'

/** Set by `npm run fuzz`. */
const cases = Number(process.env.CNN_LAB_FUZZ_NETWORKS ?? 500)
const seed = Number(process.env.CNN_LAB_FUZZ_SEED ?? 1)
const isLong = process.env.CNN_LAB_FUZZ_NETWORKS !== undefined

/** Files between two lines about the progress of a long campaign. */
const stride = 1000

it('every file is taken and computed as long as nothing is damaged', async () => {
  // One file normalises by the batch, which is not compared.
  const outcomeOf = (title: string): string => (title === 'residual-training.onnx' ? 'taken' : 'agrees')
  for (const { title, bytes } of seedFiles()) expect([title, await tried(bytes, true)]).toEqual([title, outcomeOf(title)])
})

/** Files of which campaigns found that they ended in an internal error. */
const found = new URL('testing/damaged-networks/found/', import.meta.url)

it.each(readdirSync(found))('%s, which was found once, is taken or refused in a sentence', async (name) => {
  expect(await tried(new Uint8Array(readFileSync(new URL(name, found))), true)).toEqual(expect.any(String))
})

it('damaged files are taken and computed, or refused in a sentence', { timeout: 500 * cases + 60_000 }, async () => {
  const begin = performance.now()
  const { cases: done, outcomes, findings } = await runCampaign(seedFiles(), {
    seed,
    cases,
    runsEvery: isLong ? 4 : 20,
    onProgress: (done) => {
      if (process.env.CNN_LAB_FUZZ_CASE !== undefined) writeFileSync(process.env.CNN_LAB_FUZZ_CASE, `onnx ${done}`)
      if (isLong && done % stride === 0) process.stdout.write(`${done} damaged ONNX files\n`)
    },
  })
  if (process.env.CNN_LAB_FUZZ_RESULTS !== undefined) {
    const result = { reader: 'onnx', cases: done, read: outcomes.taken + outcomes.agrees, refused: outcomes.refused, seconds: Math.round((performance.now() - begin) / 1000), findings: findings.map(({ path, ...finding }) => ({ ...finding, folder: path })) }
    appendFileSync(process.env.CNN_LAB_FUZZ_RESULTS, `${JSON.stringify(result)}\n`)
  }
  expect(findings).toEqual([])
  // A campaign whose files are all refused looks at little.
  expect(outcomes.taken + outcomes.agrees).toBeGreaterThan(cases / 10)
  expect(outcomes.refused).toBeGreaterThan(cases / 10)
  expect(outcomes.agrees).toBeGreaterThan(0)
})
