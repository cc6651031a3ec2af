// What a run will cost, in words: how sure that is, and what to do when it is too much.
import type { DeviceInfo } from '@contract/devices/devices'
import type { Estimate } from '@contract/training/estimate'
import type { RunSpec } from '@contract/training/run-spec'
import { settingAt, type SettingPath } from '@contract/training/settings/table'
import { formatBytes, formatDuration } from '@common/words/format'

/** From here on a run is no longer something to wait for, in seconds. */
const tooLong = 3600

export interface Advice {
  readonly message: string
  /** Whether the quick preset is a way out. */
  readonly offersQuickPreset: boolean
}

/** Settings beside those of the network and of a step's work that duration and memory follow from. */
const costly: readonly SettingPath[] = ['batchSize', 'epochs', 'device']

/** Whether duration or memory of a run depends on a setting. */
export function decidesCost(path: SettingPath): boolean {
  return costly.includes(path) || /^(network|dataset|preprocessing)\./.test(path) || settingAt(path).stepCost !== undefined
}

/** How the estimate is known. */
export function basisWords(estimate: Estimate, isMeasuring: boolean): string {
  if (estimate.basis === 'measured') return `measured on ${estimate.deviceTitle}`
  return isMeasuring ? 'predicted; measuring …' : 'predicted from the count of operations'
}

/** How long a run takes; a dash on a GPU that the CPU plays, until it is measured: its operations tell nothing. */
export function durationWords(estimate: Estimate, devices: readonly DeviceInfo[]): string {
  return isUnknown(estimate, devices) ? '–' : formatDuration(estimate.seconds)
}

function isUnknown({ basis, device }: Estimate, devices: readonly DeviceInfo[]): boolean {
  return basis === 'predicted' && devices.some(({ name, isSoftware }) => name === device && isSoftware)
}

/** Why a large batch may need less memory than a smaller one; empty where that cannot be. */
export function arenaWords({ keepsArena }: Estimate): string {
  if (keepsArena !== false) return ''
  return 'Steps this large are computed without an arena: each tensor goes back to the system at once. So a run may need less memory than with a smaller batch, and a fifth more time.'
}

/** What to say of a run that needs more memory than there is; null where there is enough, or it is not known how much there is. */
export function memoryAdvice({ device, memoryBytes, deviceBytes }: Estimate, devices: readonly DeviceInfo[]): Advice | null {
  const memoryOf = (wanted: DeviceInfo['name']): number => devices.find(({ name }) => name === wanted)?.memoryBytes ?? Infinity
  const lacks = (needed: number, there: number, whose: string): Advice | null =>
    needed <= there
      ? null
      : { message: `About ${formatBytes(needed)} of memory are needed, and ${whose} has ${formatBytes(there)}. A smaller batch needs less.`, offersQuickPreset: false }
  return lacks(memoryBytes, memoryOf('cpu'), 'this machine') ?? (deviceBytes === null ? null : lacks(deviceBytes, memoryOf(device), 'the GPU'))
}

/** What to say of a run that takes hours; null for a shorter one. */
export function longRunAdvice(spec: RunSpec, estimate: Estimate, devices: readonly DeviceInfo[]): Advice | null {
  if (estimate.seconds < tooLong || isUnknown(estimate, devices)) return null
  const duration = formatDuration(estimate.seconds)
  if (spec.network.kind === 'zoo' && spec.network.model === 'alexnet') {
    return {
      message: `AlexNet at ${spec.preprocessing.height}×${spec.preprocessing.width} wants a GPU: about ${duration} here.`,
      offersQuickPreset: true,
    }
  }
  return { message: `This run takes about ${duration}. Fewer epochs or images show the same sooner.`, offersQuickPreset: false }
}
