// Which weights are shown, as a key: answers of long questions hold as long as it is the same.
import { computed, type ComputedRef } from 'vue'
import { useInspection } from './inspection'

/** The network and its checkpoint; a run's newest weights change while it trains. */
export function useShownWeights(): ComputedRef<string> {
  const inspection = useInspection()
  return computed(() => JSON.stringify([inspection.network, inspection.checkpoint?.value]))
}
