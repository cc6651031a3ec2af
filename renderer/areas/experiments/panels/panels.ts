// The panels of experiments by their names in definitions: each takes the plan and the rows, and may tell a changed plan.
import type { ExperimentChart } from '@common/experiments/chart'
import type { Component } from 'vue'
import ChipDesignerPanel from './ChipDesignerPanel.vue'
import HogPanel from './HogPanel.vue'
import LayerCostsPanel from './LayerCostsPanel.vue'
import RooflinesPanel from './RooflinesPanel.vue'

export const panels: Readonly<Record<Extract<ExperimentChart, { readonly kind: 'panel' }>['panel'], Component>> = {
  'layer-costs': LayerCostsPanel,
  'chip-designer': ChipDesignerPanel,
  rooflines: RooflinesPanel,
  hog: HogPanel,
}
