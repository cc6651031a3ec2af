// The run of a point: the base with the point's values, where each value means something.
import { phrase } from '@language/phrase'
import { networkInfo } from '@contract/models/networks'
import { networkKey } from '@contract/models/own-network'
import { modelNameSchema } from '@contract/models/zoo'
import { optimizers, otherOptimizer } from '@contract/training/optimizer'
import { defaultSpec, runSpecSchema, usualLearningRate, type ImageSize, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule, schedules } from '@contract/training/schedule'
import { applies, settingAt, settingPaths, withValueAt, type SettingPath } from '@contract/training/settings/table'
import type { AxisValue } from '@contract/sweeps/axis'
import { settingsOfSweepNetwork, type SweepNetwork } from '@contract/sweeps/sweep-network'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { specFaults } from '../words/spec-faults'
import type { PointValues } from './points'

/** Own and imported networks by the key of their name, as they were when the sweep began. */
export type SweepNetworks = ReadonlyMap<string, SweepNetwork>

/** The run of a point, or why there can be none. */
export type PointRun = { readonly spec: RunSpec; readonly fault: null } | { readonly spec: null; readonly fault: string }

/** Settings that decide which others there are, and so come before them. */
const deciding: readonly SettingPath[] = ['network.model', 'optimizer.name', 'schedule.name']

/** The run of a point. Another network brings its own layers, initialisation and image size; another optimizer or schedule its own settings. */
export function runOfPoint({ base, axes }: Pick<SweepSpec, 'base' | 'axes'>, { values, seed }: PointValues, networks: SweepNetworks): PointRun {
  const valueOf = new Map<SettingPath, AxisValue | undefined>()
  for (const { setting, along } of axes) {
    if (setting in values) for (const path of [setting, ...along]) valueOf.set(path, values[setting]) // a listed point may leave it out
  }
  const network = withNetwork(base, valueOf.get('network.model'), networks)
  if (typeof network === 'string') return { spec: null, fault: network }
  const chosen = withNames(network, valueOf)
  let spec: object = { ...chosen, seed }
  for (const [path, value] of valueOf) {
    if (deciding.includes(path)) continue
    if (applies(path, chosen)) spec = withValueAt(spec, path, value)
    else if (path !== 'network.dropout' || value !== 0) return { spec: null, fault: nothingWords(path, chosen) } // no dropout is what such a network has
  }
  const parsed = runSpecSchema.safeParse(spec)
  return parsed.success ? { spec: parsed.data, fault: null } : { spec: null, fault: specFaults(spec, labelOf) }
}

/** The base with another network; as it is where the network is its own; or why there is none. */
function withNetwork(base: RunSpec, value: AxisValue | undefined, networks: SweepNetworks): RunSpec | string {
  if (value === undefined) return base
  const name = String(value)
  const model = modelNameSchema.safeParse(name)
  if (model.success) {
    if (base.network.kind === 'zoo' && base.network.model === model.data) return base
    const { network, preprocessing: { height, width } } = defaultSpec(model.data)
    return withSize({ ...base, network }, { height, width })
  }
  const found = networks.get(networkKey(name))
  if (!found) return phrase('there is no network {name}.', { name })
  const { network, size } = settingsOfSweepNetwork(found)
  return withSize({ ...base, network }, size)
}

const withSize = (spec: RunSpec, size: ImageSize): RunSpec => ({ ...spec, preprocessing: { ...spec.preprocessing, ...size } })

/** The base with another optimizer and another schedule, which keep the values that both have. */
function withNames(base: RunSpec, valueOf: ReadonlyMap<SettingPath, unknown>): RunSpec {
  const optimizer = optimizers.find(({ name }) => name === valueOf.get('optimizer.name'))
  const schedule = schedules.find(({ name }) => name === valueOf.get('schedule.name'))
  const { warmupEpochs } = base.schedule
  return {
    ...base,
    ...(optimizer && optimizer.name !== base.optimizer.name && { optimizer: otherOptimizer(base.optimizer, optimizer.name, usualLearningRate(base.network)) }),
    ...(schedule && schedule.name !== base.schedule.name && { schedule: { ...defaultSchedule(schedule.name), warmupEpochs } }),
  }
}

/** The name of a setting in sentences: its label, e.g. `Batch size`, else its path. */
function labelOf(path: string): string {
  return settingPaths.includes(path as SettingPath) ? settingAt(path as SettingPath).label : path
}

function nothingWords(path: SettingPath, { network, optimizer, schedule }: RunSpec): string {
  const label = labelOf(path)
  const [part] = path.split('.')
  if (part === 'optimizer') return phrase('{label} means nothing with the optimizer {optimizer}.', { label, optimizer: optimizer.name })
  if (part === 'schedule') return phrase('{label} means nothing with the schedule {schedule}.', { label, schedule: schedule.name })
  return phrase('{label} means nothing here: {title} leaves no such choice.', { label, title: networkInfo(network).title })
}
