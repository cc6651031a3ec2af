// The tabs of Inspect in their order. A tab reads what it shows from `inspection.ts`, stays alive while another is shown, and fills the room below the tabs, in which it scrolls itself.
import type { Component } from 'vue'
import type { InspectionTabName } from './inspection'

interface InspectionTab {
  readonly name: InspectionTabName
  readonly label: string
  readonly component: Component
}

export const inspectionTabs: readonly InspectionTab[] = []
