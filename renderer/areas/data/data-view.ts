// What the view Data shows: which set, which of its images in which order, and the image that is looked at.
import type { DatasetId } from '@contract/data/datasets'
import { imagesOf } from '@contract/data/datasets'
import { splits, type Split } from '@contract/runs/evaluation'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useCatalogue } from '../../frame/catalogue'
import { useSetup } from '../training/setup-store'

export const useDataView = defineStore('data-view', () => {
  const catalogue = useCatalogue()
  const setup = useSetup()

  /** The set that was chosen here; null: that of Train's form. */
  const chosenId = ref<DatasetId | null>(null)
  const split = ref<Split>('train')
  /** Index of the image that is looked at, in its split. */
  const image = ref(0)

  /** The set that is shown: one whose images there are. */
  const dataset = computed(() => {
    const wanted = chosenId.value ?? setup.draft['dataset.id']
    return catalogue.datasets.find(({ id }) => id === wanted) ?? catalogue.datasets[0] ?? null
  })
  /** The parts of the set that have images. */
  const splitsOfSet = computed(() => splits.filter((one) => dataset.value !== null && imagesOf(dataset.value, one) > 0))

  /** Shows another set, from its first image on. */
  function choose(id: DatasetId): void {
    if (id === dataset.value?.id) return
    chosenId.value = id
    image.value = 0
    if (!splitsOfSet.value.includes(split.value)) split.value = splitsOfSet.value[0] ?? 'train'
  }

  return { dataset, splitsOfSet, split, image, choose }
})
