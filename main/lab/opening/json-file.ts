// JSON files that a user opens: told apart by their fields, and the settings of a run read out of one.
import { specFaults } from '@common/words/spec-faults'
import { LabError } from '@contract/problem'
import { broughtForward } from '@contract/training/migrate-spec'
import { runSpecSchema, type RunSpec } from '@contract/training/run-spec'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'
import { readRegular } from '../../files/regular-file'

/** Bytes of the largest file that is read: a sweep over long lists of values has a few MB. */
const mostBytes = 16e6

const remedy = 'Open settings of a run, a sweep, or a list of layers, as the lab saves them.'

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
  const value = parsed(name, await textOf(path))
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const kind = isObject ? tests.find(([, holds]) => holds((field) => Object.hasOwn(value, field)))?.[0] : undefined
  if (kind !== undefined) return { kind, value }
  throw new LabError('json/unknown', `${name} holds neither settings of a run, nor a sweep, nor a list of layers.`, remedy)
}

/** The settings of a run in a value of the kind `spec`. @throws LabError `spec/invalid` */
export function specOf(name: string, value: unknown): RunSpec {
  const inner = typeof value === 'object' && value !== null && 'spec' in value ? value.spec : value
  const spec = broughtForward(inner)
  const read = runSpecSchema.safeParse(spec)
  if (read.success) return read.data
  throw new LabError('spec/invalid', `${name} does not hold the settings of a run: ${specFaults(spec)}`, 'Correct it, and open it again.')
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > mostBytes) throw new LabError('json/too-large', `${basename(path)} is too large for settings, a sweep or a list of layers.`, `Choose a file of at most ${mostBytes / 1e6} MB.`)
    return await readRegular(path, 'utf8')
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('json/unreadable', `${path} cannot be read: ${fileTrouble(error)}.`, 'Choose another file.', { cause: error })
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new LabError('json/no-json', `${name} is not valid JSON.`, remedy, { cause: error })
  }
}
