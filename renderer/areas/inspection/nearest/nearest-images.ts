// The training images that are nearest to the chosen one in the space of the last hidden layer: asked for once, then followed from image to image.
import type { SampleImage } from '@contract/api/data-api'
import type { NearImage } from '@contract/inspection/image-features'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useInspection } from '../inspection'

/** Nearest images that are shown. */
export const mostNearest = 12

export const nearestSamples = [1000, 5000] as const

export const useNearestImages = defineStore('nearestImages', () => {
  const inspection = useInspection()
  /** Training images that are compared, the first so many. */
  const sample = ref<number>(nearestSamples[0])
  /** Whether the user wants to see them: the first time, the training images go through the network. */
  const isWanted = ref(false)
  /** Of another network, the user is asked again. */
  const wantedOf = shallowRef(inspection.network)
  watch(() => inspection.network, () => { isWanted.value = false })

  const question = computed(() => {
    const { network, image, dataset } = inspection
    return isWanted.value && network && image && dataset && network === wantedOf.value ? { network, image, dataset: dataset.id, images: sample.value } : null
  })

  function find(): void {
    wantedOf.value = inspection.network
    isWanted.value = true
  }

  return { sample, isWanted, question, find }
})

export interface NearestImage extends NearImage {
  readonly sample: SampleImage
}

/** @throws LabError as the lab does */
export async function nearestOf({ network, image, dataset, images }: NonNullable<ReturnType<typeof useNearestImages>['question']>): Promise<readonly NearestImage[]> {
  const found = await ask('nearestImages', network, image, { split: 'train', images }, mostNearest)
  const samples = await ask('splitImages', dataset, 'train', found.map(({ index }) => index))
  return found.flatMap((near, place) => (samples[place] ? [{ ...near, sample: samples[place] }] : []))
}
