// Damages the inputs of every reader at random, and checks that each is read or refused in a sentence, in bounded time and memory; `npm run fuzz` does so for longer.
import { appendFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runCampaign, tried } from './testing/fuzz/campaign'
import { fuzzReaders } from './testing/fuzz/readers'

/** Set by `npm run fuzz`: minutes for each reader, the readers, where to write results and the case that is being read. */
const { CNN_LAB_FUZZ_MINUTES: minutesText = '0', CNN_LAB_FUZZ_SEED: seedText = '1', CNN_LAB_FUZZ_READER: only, CNN_LAB_FUZZ_RESULTS: results, CNN_LAB_FUZZ_CASE: caseFile } = process.env
const [minutes, seed] = [Number(minutesText), Number(seedText)]

/** Inputs of each reader in `npm test`: some seconds in all. */
const fewCases = 40

beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined) // what a reader passes over is told there
})
afterAll(() => {
  vi.restoreAllMocks()
})

describe.each(fuzzReaders.filter(({ name }) => only === undefined || name === only))('$name', (reader) => {
  it('is read as long as nothing is damaged', async () => {
    for (const input of await reader.seeds()) expect([reader.name, await tried(reader, input)]).toEqual([reader.name, reader.name === 'calls' ? expect.any(String) : 'read'])
    await reader.close?.()
  })

  it('is read or refused in a sentence, whatever was damaged', { timeout: minutes * 60_000 + 120_000 }, async () => {
    const end = performance.now() + minutes * 60_000
    const result = await runCampaign(reader, {
      seed,
      goesOn: (done) => (minutes > 0 ? performance.now() < end : done < fewCases),
      onCase: (number) => { if (caseFile !== undefined) writeFileSync(caseFile, `${reader.name} ${number}`) },
    })
    if (results !== undefined) appendFileSync(results, `${JSON.stringify(result)}\n`)
    expect(result.findings).toEqual([])
    // A campaign whose inputs all end in the same way looks at little; Markdown is always read.
    if (minutes > 0 && reader.name !== 'markdown') expect(Math.min(result.read, result.refused)).toBeGreaterThan(0)
  })
})
