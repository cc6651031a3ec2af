// The layer table of a network whose layers the settings describe.
import type { LayerTable } from '@contract/models/layer-table'
import type { NetworkSettings } from '@contract/models/networks'
import { layerTable } from '../../analysis/layer-table'
import { listedNetwork } from '../../networks/listed-network'

/**
 * @param shape batch size, channels, height, width
 * @param classes null: as many as a list of layers gives by itself
 * @throws LabError why the network cannot be built
 */
export function tableOfLayers(network: Exclude<NetworkSettings, { kind: 'file' }>, shape: readonly [number, number, number, number], classes: number | null): LayerTable {
  return layerTable(listedNetwork(network, shape, classes))
}
