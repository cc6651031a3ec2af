// How strongly the units of the shown network answer over the first training images: counted when asked for, and known to all tabs.
import type { ActivityOfLayer, UnitActivity } from '@contract/inspection/unit-activity'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from '../../frame/lab'
import { useInspection } from './inspection'
import { useLongQuestion } from './long-question'
import { useShownWeights } from './shown-weights'

/** Images that are looked at until the user chooses otherwise. */
const usualImages = 1000

export const useUnitActivity = defineStore('unit-activity', () => {
  const inspection = useInspection()
  const weights = useShownWeights()
  const question = useLongQuestion('unitActivity')
  /** Images of the training set that are to be looked at; fewer where it has fewer. */
  const images = ref(usualImages)
  const counted = shallowRef<{ readonly weights: string; readonly activity: UnitActivity } | null>(null)

  /** Of the network that is shown; null: not asked for yet. */
  const activity = computed(() => (counted.value?.weights === weights.value ? counted.value.activity : null))

  /** The activity of a layer's units; null: not asked for yet, or the layer has none. */
  const ofLayer = (layer: string): ActivityOfLayer | null => activity.value?.layers.find((candidate) => candidate.layer === layer) ?? null

  async function count(): Promise<void> {
    await question.put(async () => {
      const { network, dataset } = inspection
      if (!network || !dataset) return
      const of = weights.value
      const activityOf = await ask('unitActivity', network, { split: 'train', images: Math.min(images.value, dataset.trainImages) })
      counted.value = { weights: of, activity: activityOf }
    })
  }

  return { images, activity, isCounting: question.isOut, progress: question.progress, problem: question.problem, ofLayer, count, cancel: question.cancel }
})
