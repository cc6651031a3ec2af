// Damages valid sources of every kind at random, and checks that each is read or refused in a sentence, in bounded time and memory; `npm run fuzz` does so for longer.
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
  const { cases, read, refused, finding } = await runCampaign(await seeds(), seed, (done) => (minutes > 0 ? performance.now() < end : done < fewCases))
  if (minutes > 0) process.stdout.write(`${cases} damaged sources: ${read} read, ${refused} refused.\n`)
  expect(finding).toBe(null)
  // A campaign whose sources are all refused looks at little.
  expect(read).toBeGreaterThan(cases / 10)
  expect(refused).toBeGreaterThan(cases / 10)
})
