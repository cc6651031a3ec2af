// What the panels of an experiment's sheet show, where they begin: costs of layers, layers under a roof, chips beside each other, what HOG sees.
import type { PanelChart } from '@common/experiments/chart'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportedExperiment } from '../reported-experiment'
import { chipBlocks } from './chip-blocks'
import { hogBlocks } from './hog-blocks'
import { layerCostsBlocks } from './layer-costs-blocks'
import { rooflineBlocks } from './roofline-blocks'

type Panel = (chart: PanelChart, reported: ReportedExperiment) => Promise<readonly ReportBlock[]>

const panels: Readonly<Record<PanelChart['panel'], Panel>> = {
  'layer-costs': layerCostsBlocks,
  rooflines: rooflineBlocks,
  'chip-designer': (chart, reported) => Promise.resolve(chipBlocks(chart, reported)),
  hog: hogBlocks,
}

/** Empty where there is nothing to show. @throws LabError of what is asked */
export const panelBlocks: Panel = (chart, reported) => panels[chart.panel](chart, reported)
