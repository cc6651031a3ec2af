// The tests of a reader by damaged inputs, in the short form of `npm test`; `npm run fuzz` reads more of them.
import { expect, it } from 'vitest'
import { runCampaign, tried } from './campaign'
import type { FuzzInput, FuzzOutcome, FuzzReader } from './reader'
import { ScratchFolder } from './scratch-folder'

export interface ReaderTests {
  /** Damaged inputs. */
  readonly cases: number
  /** What becomes of a valid input; read, where left out. Null: some are refused, as they are made at random. */
  readonly ofValid?: ((input: FuzzInput) => FuzzOutcome) | null
  /** Ends of which each must come about in more than one of 25 cases: a campaign whose inputs all end in the same way looks at little. */
  readonly ends?: readonly FuzzOutcome[]
}

/** Adds the tests to the file or block that is being described. */
export function testReader(reader: FuzzReader, { cases, ofValid = () => 'read', ends = ['read', 'refused'] }: ReaderTests): void {
  it('is read as long as nothing is damaged', async () => {
    const scratch = new ScratchFolder()
    for (const input of await reader.seeds()) expect([Object.keys(input), await tried(reader, input, scratch)]).toEqual([Object.keys(input), ofValid?.(input) ?? (expect.any(String) as string)])
    await reader.close?.()
    scratch.remove()
  })

  it('is read or refused in a sentence, whatever was damaged', { timeout: 500 * cases + 60_000 }, async () => {
    const { counts, findings } = await runCampaign(reader, { seed: 1, goesOn: (done) => done < cases })
    expect(findings).toEqual([])
    for (const end of ends) expect(counts[end] + (end === 'read' ? counts.agrees : 0), end).toBeGreaterThan(cases / 25)
  })
}
