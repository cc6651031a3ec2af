// The check of the CUDA programs in its small form: one program of each kind, where the provider has been fetched before.
import { expect, it } from 'vitest'
import { checkCuda, whyNot } from './check.mjs'
import { provider } from './provider.mjs'

const reason = whyNot() ?? (provider().isThere() ? null : 'the CUDA provider has not been fetched; `npm run check:cuda` does so')

it.skipIf(reason !== null)(reason === null ? 'finds nothing' : `finds nothing (left out: ${reason})`, async () => {
  const { lines, findings } = await checkCuda({ isSmall: true })
  expect(findings).toEqual([])
  expect(lines.join('\n')).toMatch(/^Placements: \d+ programs, \d+ nodes on the CUDA provider/m)
}, 300_000)
