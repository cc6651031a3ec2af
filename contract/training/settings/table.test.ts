// The table of settings against the schema of a spec: each value has one record, each record one value, and defaults pass.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { modelNames } from '../../models/zoo'
import { defaultOptimizer, optimizers } from '../optimizer'
import { defaultSpec, runSpecSchema } from '../run-spec'
import { defaultSchedule, schedules } from '../schedule'
import { applies, isSettingPath, settingAt, settingPaths, settings, valueAt, withValueAt } from './table'

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly type?: string
}

/** The paths of all values that the schema of a spec knows; a list of layers counts as one. */
function pathsOf(schema: JsonSchema, path = ''): string[] {
  const members = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ type }) => type !== 'null')
  if (members.length > 0) return members.flatMap((member) => pathsOf(member, path))
  if (!schema.properties || path.endsWith('listing')) return [path]
  return Object.entries(schema.properties).flatMap(([name, member]) => pathsOf(member, path === '' ? name : `${path}.${name}`))
}

const ofSchema = new Set(pathsOf(z.toJSONSchema(runSpecSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema))
const noSetting = ['version', 'measuredPlan.version', 'measuredPlan.block', 'measuredPlan.choices', 'network.kind', 'network.listing', 'network.file.name', 'network.file.sha256', 'network.file.output']

it('has a record for every value of a spec, and none for anything else', () => {
  expect([...settingPaths].sort()).toEqual([...ofSchema].filter((path) => !noSetting.includes(path)).sort())
})

it.each(modelNames)('states what a run of %s begins with', (model) => {
  const spec = defaultSpec(model)
  for (const path of settingPaths) {
    if (!applies(path, spec) || path.startsWith('optimizer.') || path.startsWith('schedule.')) continue
    const { default: stated } = settingAt(path)
    expect([path, valueAt(spec, path)]).toEqual([path, stated !== null && typeof stated === 'object' && 'of' in stated ? stated.of(model) : stated])
  }
  expect(spec.optimizer.learningRate).toBe(settings['optimizer.learningRate'].default.of(model))
})

it('says which settings an optimizer, a schedule and a network have', () => {
  const of = (changes: object) => settingPaths.filter((path) => applies(path, { ...defaultSpec('lenet'), ...changes }))
  for (const { name } of optimizers) {
    expect(of({ optimizer: { name } }).includes('optimizer.momentum')).toBe(name === 'momentum' || name === 'nesterov')
    expect(of({ optimizer: { name } })).toContain('optimizer.clipNorm')
  }
  for (const { name } of schedules) expect(of({ schedule: { name } }).includes('schedule.factor')).toBe(name === 'step' || name === 'exponential')
  expect(of({ network: { kind: 'zoo', model: 'resnet-8' } })).not.toContain('network.dropout')
  expect(of({ network: { kind: 'file' } }).filter((path) => path.startsWith('network'))).toEqual(['network.model', 'network.initializer', 'network.initializerScale', 'network.file.weights'])
})

it('knows bounds that the schema keeps', () => {
  const lenet = defaultSpec('lenet')
  const specs = [
    ...optimizers.map(({ name }) => ({ ...lenet, optimizer: defaultOptimizer(name, 0.1) })),
    ...schedules.map(({ name }) => ({ ...lenet, schedule: defaultSchedule(name) })),
  ]
  for (const path of settingPaths) {
    const setting = settingAt(path)
    if (setting.kind !== 'count' && setting.kind !== 'number' && setting.kind !== 'share') continue
    const spec = specs.find((candidate) => applies(path, candidate))
    if (!spec) throw new Error(`no spec has ${path}`)
    const isTaken = (value: unknown) => runSpecSchema.safeParse(withValueAt(spec, path, value)).success
    const { min, max, above, below } = setting
    for (const [bound, inside] of [[min, true], [max, true], [above, false], [below, false]] as const) {
      if (bound !== undefined) expect([path, bound, isTaken(bound)]).toEqual([path, bound, inside])
    }
    if (min !== undefined) expect([path, isTaken(min - 1)]).toEqual([path, false])
    if (max !== undefined) expect([path, isTaken(max + 1)]).toEqual([path, false])
    expect([path, isTaken(null)]).toEqual([path, setting.empty !== undefined])
  }
})

it('has a path, a flag and a label for one setting each, but for the two edges of an image', () => {
  const flags = settingPaths.filter((path) => path !== 'preprocessing.width').map((path) => settingAt(path).flag?.name)
  expect(new Set(flags).size).toBe(flags.length)
  const labels = settingPaths.map((path) => settingAt(path).label)
  expect(new Set(labels).size).toBe(labels.length)
  expect(isSettingPath('optimizer.speed')).toBe(false)
})

it('sets a value where it belongs, and leaves the rest as it is', () => {
  const spec = defaultSpec('lenet')
  expect(withValueAt(spec, 'optimizer.learningRate', 1)).toEqual({ ...spec, optimizer: { ...spec.optimizer, learningRate: 1 } })
  expect(valueAt(spec, 'optimizer.speed.x')).toBeUndefined()
})
