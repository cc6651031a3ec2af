// The calls of the page: whatever a page sends is taken by its schema, or refused by it without an exception; so are plans of experiments with chips, choices of columns and filters.
import fc from 'fast-check'
import type { z } from 'zod'
import { callSchemas } from '@contract/api/lab-api'
import { presets } from '@contract/training/presets'
import { usualOptions } from '@contract/reports/report-request'
import { damagedJson } from '../damaged-json'
import { takenAsJson } from '../json-input'
import { sampleListing } from '../../../lab/testing/sample-listing'
import { readerOfFile } from '../reader'

const areas: Readonly<Record<string, Readonly<Record<string, z.ZodType<readonly unknown[]>>>>> = callSchemas
const all = Object.entries(areas).flatMap(([area, calls]) => Object.entries(calls).map(([name, schema]) => ({ title: `${area}.${name}`, schema })))

/** Arguments of many calls: the text is damaged, and each call gets it. */
const callArguments: readonly unknown[] = [
  [presets[0]?.spec, 'a title'], ['lenet-1', 3], [[{ kind: 'runs', ids: ['lenet-1'] }, usualOptions('runs')]], [sampleListing('Mine')], [{ query: 'lenet', sort: { field: 'id', isDescending: true }, group: null }, { offset: 0, limit: 50 }],
  [{ kind: 'runs', ids: ['a', 'b'] }, 'html', usualOptions('runs')], ['relu', 'quick', { chips: [{ name: 'Mine', peak: 1e12, bandwidth: 1e11 }], networks: [] }], [['a', 'b'], 'csv'], [{ name: 'x', size: { height: 28, width: 28 }, fit: 'crop' }],
]

export const callsOfThePage = readerOfFile({
  name: 'calls',
  file: 'arguments.json',
  seeds: () => Promise.resolve([...callArguments, ...fc.sample(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }), { numRuns: 20, seed: 1 })].map((value) => Buffer.from(JSON.stringify(value)))),
  damaged: damagedJson,
  // A call brings values, not text.
  read: (input) => takenAsJson(input, (value) => {
    let taken = 0
    for (const { title, schema } of all) {
      const first = schema.safeParse(value)
      if (!first.success) continue
      taken++
      const again = schema.safeParse(first.data)
      if (!again.success) throw new Error(`${title} does not take what it has taken`)
    }
    return taken > 0
  }),
})
