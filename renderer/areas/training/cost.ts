// The estimated cost of a run in words: its basis, and advice where it is too high.
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Estimate } from '@contract/training/estimate'
import type { RunSpec } from '@contract/training/run-spec'
import { settingAt, type SettingPath } from '@contract/training/settings/table'
import { formatBytes, formatDuration } from '@common/words/format'

/** Seconds; a longer run gets advice. */
const tooLong = 3600

export interface Advice {
  readonly message: string
  /** Whether the quick preset is offered. */
  readonly offersQuickPreset: boolean
}

/** Settings on which duration and memory depend, beside those of the network and of a step's work. */
const costly: readonly SettingPath[] = ['batchSize', 'epochs', 'device']

/** Whether duration or memory of a run depends on a setting. */
export function decidesCost(path: SettingPath): boolean {
  return costly.includes(path) || /^(network|dataset|preprocessing)\./.test(path) || settingAt(path).stepCost !== undefined
}

/** The basis of an estimate in words: a measurement, or the count of operations until there is one. */
export function basisWords(estimate: Estimate, isMeasuring: boolean): string {
  if (estimate.basis === 'measured') return phrase('measured on {device}', { device: estimate.deviceTitle })
  return isMeasuring ? phrase('predicted; measuring …') : phrase('predicted from the count of operations')
}

/** Duration of a run; a dash for a GPU emulated by the CPU until it is measured, as its speed cannot be calculated from the operations. */
export function durationWords(estimate: Estimate, devices: readonly DeviceInfo[]): string {
  return isUnknown(estimate, devices) ? '–' : formatDuration(estimate.seconds)
}

function isUnknown({ basis, device }: Estimate, devices: readonly DeviceInfo[]): boolean {
  return basis === 'predicted' && devices.some(({ name, isSoftware }) => name === device && isSoftware)
}

/** Why a large batch may need less memory than a smaller one; empty where it cannot. */
export function arenaWords({ keepsArena }: Estimate): string {
  if (keepsArena !== false) return ''
  return phrase('Steps this large are computed without an arena: each tensor goes back to the system at once. So a run may need less memory than with a smaller batch, and a third more time.')
}

/** Advice for a run that needs more memory than there is; null where there is enough, or the amount is not known. */
export function memoryAdvice({ device, memoryBytes, deviceBytes }: Estimate, devices: readonly DeviceInfo[]): Advice | null {
  const memoryOf = (wanted: DeviceInfo['name']): number => devices.find(({ name }) => name === wanted)?.memoryBytes ?? Infinity
  const lacks = (needed: number, there: number, whose: string): Advice | null =>
    needed <= there
      ? null
      : { message: phrase('About {needed} of memory are needed, and {device} has {there}. A smaller batch needs less.', { needed: formatBytes(needed), device: whose, there: formatBytes(there) }), offersQuickPreset: false }
  return lacks(memoryBytes, memoryOf('cpu'), phrase('this machine')) ?? (deviceBytes === null ? null : lacks(deviceBytes, memoryOf(device), phrase('the GPU')))
}

/** Advice for a run that takes hours; null for a shorter one. */
export function longRunAdvice(spec: RunSpec, estimate: Estimate, devices: readonly DeviceInfo[]): Advice | null {
  if (estimate.seconds < tooLong || isUnknown(estimate, devices)) return null
  const duration = formatDuration(estimate.seconds)
  if (spec.network.kind === 'zoo' && spec.network.model === 'alexnet') {
    return {
      message: phrase('AlexNet at {height}×{width} wants a GPU: about {duration} here.', { height: spec.preprocessing.height, width: spec.preprocessing.width, duration }),
      offersQuickPreset: true,
    }
  }
  return { message: phrase('This run takes about {duration}. Fewer epochs or images show the same sooner.', { duration }), offersQuickPreset: false }
}
