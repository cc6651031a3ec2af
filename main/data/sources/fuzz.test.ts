// Damages valid sources of every kind at random, and checks that each is read or refused in a sentence, in bounded time and memory; `npm run fuzz` does so for longer.
import { appendFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runCampaign, tryDamaged } from './testing/fuzz/campaign'
import { seeds } from './testing/fuzz/seeds'

/** Set by `npm run fuzz`. */
const minutes = Number(process.env.CNN_LAB_FUZZ_MINUTES ?? 0)
const seed = Number(process.env.CNN_LAB_FUZZ_SEED ?? 1)

/** Cases of `npm test`, some seconds. */
const fewCases = 150

it('every source is read as long as nothing is damaged', async () => {
  for (const valid of await seeds()) expect([valid.title, await tryDamaged(valid, 0, null)]).toEqual([valid.title, 'read'])
})

it('damaged sources are read, or refused in a sentence', { timeout: minutes * 60_000 + 120_000 }, async () => {
  const end = performance.now() + minutes * 60_000
  const begin = performance.now()
  const { cases, read, refused, finding } = await runCampaign(await seeds(), seed, (done) => {
    if (process.env.CNN_LAB_FUZZ_CASE !== undefined) writeFileSync(process.env.CNN_LAB_FUZZ_CASE, `sources ${done}`)
    return minutes > 0 ? performance.now() < end : done < fewCases
  })
  const seconds = Math.round((performance.now() - begin) / 1000)
  if (process.env.CNN_LAB_FUZZ_RESULTS !== undefined) appendFileSync(process.env.CNN_LAB_FUZZ_RESULTS, `${JSON.stringify({ reader: 'sources', cases, read, refused, seconds, findings: finding ? [finding] : [] })}\n`)
  expect(finding).toBe(null)
  // A campaign whose sources are all refused looks at little.
  expect(read).toBeGreaterThan(cases / 10)
  expect(refused).toBeGreaterThan(cases / 10)
})
