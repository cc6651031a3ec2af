// The tabs of Inspect in their order. A tab reads what it shows from `inspection.ts`, stays alive while another is shown, and fills the room below the tabs, in which it scrolls itself.
import { phrase } from '@language/phrase'
import type { Component } from 'vue'
import AdversaryTab from './adversary/AdversaryTab.vue'
import FiltersTab from './filters/FiltersTab.vue'
import EmbeddingTab from './embedding/EmbeddingTab.vue'
import type { InspectionTabName } from './inspection'
import MapsTab from './maps/MapsTab.vue'
import MaximizeTab from './maximize/MaximizeTab.vue'
import TryTab from './try/TryTab.vue'
import WhyTab from './why/WhyTab.vue'

interface InspectionTab {
  readonly name: InspectionTabName
  readonly label: string
  readonly component: Component
}

export const inspectionTabs: readonly InspectionTab[] = [
  { name: 'try', label: phrase('Try it'), component: TryTab },
  { name: 'filters', label: phrase('Filters'), component: FiltersTab },
  { name: 'maps', label: phrase('Feature maps'), component: MapsTab },
  { name: 'why', label: phrase('Why'), component: WhyTab },
  { name: 'adversary', label: phrase('Adversary'), component: AdversaryTab },
  { name: 'maximize', label: phrase('Maximise'), component: MaximizeTab },
  { name: 'embedding', label: phrase('Embedding'), component: EmbeddingTab },
]
