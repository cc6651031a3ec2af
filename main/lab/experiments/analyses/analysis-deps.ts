// What analyses need of the lab, and how their rows call a network.
import type { NetworkAnalysis, NetworkQuestion } from '@contract/models/network-analysis'
import { networkInfo, type NetworkSettings } from '@contract/models/networks'
import type { DeviceRoofs } from '../../devices/device-roofs'
import type { Devices } from '../../devices/devices'
import type { EngineLauncher } from '../../engine-process/channel'

export interface AnalysisDeps {
  readonly launcher: EngineLauncher
  readonly devices: Pick<Devices, 'withoutCalibration'>
  readonly roofs: Pick<DeviceRoofs, 'roof' | 'known'>
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** @throws LabError why the network cannot be built */
  readonly analyze: (question: NetworkQuestion) => Promise<NetworkAnalysis>
}

/** As axes call it: one of the zoo by its name, another one by its title. */
export const networkValue = (network: NetworkSettings): string => (network.kind === 'zoo' ? network.model : networkInfo(network).title)
