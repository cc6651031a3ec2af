// JSON files that a user opens: told apart by their fields, and the settings of a run read out of one.
import { specFaults } from '@common/words/spec-faults'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { broughtForward } from '@contract/training/migrate-spec'
import { runSpecSchema, type RunSpec } from '@contract/training/run-spec'
import { basename } from 'node:path'
import { readChosenJson } from './chosen-json'

const remedy = phrase('Open settings of a run, a sweep, or a list of layers, as the lab saves them.')

const words = {
  ...{ tooLarge: 'json/too-large', unreadable: 'json/unreadable', noJson: 'json/no-json' },
  holds: phrase('settings, a sweep or a list of layers'),
  unreadableRemedy: phrase('Choose another file.'),
  noJsonRemedy: remedy,
}

export type JsonKind = 'spec' | 'sweep' | 'layers'

/** Fields by which each kind is known. A record of a run has its settings within. */
const tests: readonly (readonly [JsonKind, (has: (field: string) => boolean) => boolean])[] = [
  ['sweep', (has) => has('base') || has('axes')],
  ['layers', (has) => has('layers')],
  ['spec', (has) => has('network') || has('spec')],
]

/** @throws LabError `json/...` where a file holds nothing that is known */
export async function readJsonFile(path: string): Promise<{ readonly kind: JsonKind; readonly value: unknown }> {
  const name = basename(path)
  const value = await readChosenJson(path, words)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const kind = isObject ? tests.find(([, holds]) => holds((field) => Object.hasOwn(value, field)))?.[0] : undefined
  if (kind !== undefined) return { kind, value }
  throw new LabError('json/unknown', phrase('{name} holds neither settings of a run, nor a sweep, nor a list of layers.', { name }), remedy)
}

/** The settings of a run in a value of the kind `spec`. @throws LabError `spec/invalid` */
export function specOf(name: string, value: unknown): RunSpec {
  const inner = typeof value === 'object' && value !== null && 'spec' in value ? value.spec : value
  const spec = broughtForward(inner)
  const read = runSpecSchema.safeParse(spec)
  if (read.success) return read.data
  throw new LabError('spec/invalid', phrase('{name} does not hold the settings of a run: {faults}', { name, faults: specFaults(spec) }), phrase('Correct it, and open it again.'))
}
