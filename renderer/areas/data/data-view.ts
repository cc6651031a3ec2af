// What the view Data shows: which set, which of its images in which order, and the image that is looked at.
import type { DatasetFacts } from '@contract/data/dataset-facts'
import { imagesOf, type DatasetId } from '@contract/data/datasets'
import { toProblem, type Problem } from '@contract/problem'
import { splits, type Split } from '@contract/runs/evaluation'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useCatalogue } from '../../frame/catalogue'
import { ask } from '../../frame/lab'
import { useSetup } from '../training/setup-store'
import { alikeIn, useNearDuplicates } from './duplicates/near-duplicates'
import { orderedImages, type ImageOrderName } from './grid/image-order'
import { useImageLosses } from './grid/image-losses'

export const dataTabs = ['images', 'facts', 'duplicates'] as const
export type DataTab = (typeof dataTabs)[number]

/** The classes of a split's images, with the split that they are of. */
interface LoadedLabels {
  readonly id: DatasetId
  readonly split: Split
  readonly labels: Uint8Array | Uint16Array
}

/** Size of thumbnails that the grid begins with, as a place among those to choose from. */
const firstZoom = 2

export const useDataView = defineStore('data-view', () => {
  const catalogue = useCatalogue()
  const setup = useSetup()
  const losses = useImageLosses()
  const duplicates = useNearDuplicates()

  const tab = ref<DataTab>('images')
  /** The set that was chosen here; null: that of Train's form. */
  const chosenId = ref<DatasetId | null>(null)
  const split = ref<Split>('train')
  /** Classes whose images are shown; none: all. */
  const classes = ref<ReadonlySet<number>>(new Set())
  const order = ref<ImageOrderName>('index')
  /** Size of thumbnails, as a place among those to choose from. */
  const zoom = ref(firstZoom)
  /** Index of the image that is looked at, in its split. */
  const image = ref(0)
  /** How far the grid is scrolled, in pixels. */
  const scrolled = ref(0)

  const facts = shallowRef<(DatasetFacts & { readonly id: DatasetId }) | null>(null)
  const loaded = shallowRef<LoadedLabels | null>(null)
  const problem = shallowRef<Problem | null>(null)

  /** The set that is shown: one whose images there are. */
  const dataset = computed(() => {
    const wanted = chosenId.value ?? setup.draft['dataset.id']
    return catalogue.datasets.find(({ id }) => id === wanted) ?? catalogue.datasets[0] ?? null
  })
  /** The parts of the set that have images. */
  const splitsOfSet = computed(() => splits.filter((one) => dataset.value !== null && imagesOf(dataset.value, one) > 0))
  const labels = computed(() => (loaded.value && loaded.value.id === dataset.value?.id && loaded.value.split === split.value ? loaded.value.labels : null))
  /** The images that are shown, in their order; null while they are being loaded. */
  const images = computed((): Uint32Array | null => {
    if (!labels.value || !dataset.value) return null
    const alike = order.value === 'alike' ? alikeIn(duplicates.of(dataset.value.id), split.value) : null
    const known = order.value === 'loss' ? losses.losses : null
    return orderedImages({ labels: labels.value, classes: classes.value, order: order.value, losses: known, alike })
  })

  /** Shows another set, from its first image on. */
  function choose(id: DatasetId): void {
    if (id === dataset.value?.id) return
    chosenId.value = id
    classes.value = new Set()
    if (!splitsOfSet.value.includes(split.value)) split.value = splitsOfSet.value[0] ?? 'train'
  }

  /** Shows the images of a class too, or no more. */
  function toggleClass(label: number): void {
    tab.value = 'images'
    const next = new Set(classes.value)
    if (!next.delete(label)) next.add(label)
    classes.value = next
  }

  /** Looks at an image of a split, whatever is filtered. */
  function showImage(of: Split, index: number): void {
    tab.value = 'images'
    classes.value = new Set()
    order.value = 'index'
    split.value = of
    image.value = index
  }

  async function loadFacts(id: DatasetId): Promise<void> {
    try {
      const found = await ask('datasetFacts', id)
      if (dataset.value?.id === id) facts.value = { ...found, id }
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  async function loadLabels(id: DatasetId, of: Split): Promise<void> {
    try {
      const found = await ask('splitLabels', id, of)
      if (dataset.value?.id !== id || split.value !== of) return
      loaded.value = { id, split: of, labels: found }
      if (image.value >= found.length) image.value = 0
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  /** Reads the set again, as after a problem. */
  async function load(): Promise<void> {
    problem.value = null
    const id = dataset.value?.id
    if (id === undefined) return
    await Promise.all([loadFacts(id), loadLabels(id, split.value)])
  }

  /** Looks again for losses that were not known before: a run may have ended, or been evaluated, in another view. */
  function refreshLosses(): void {
    const id = dataset.value?.id
    if (id !== undefined && order.value === 'loss' && !losses.losses && !losses.making) void losses.show(id, split.value)
  }

  watch(() => [dataset.value?.id, split.value] as const, ([id, of], before) => {
    if (id === undefined) return
    problem.value = null
    if (id !== before?.[0]) {
      facts.value = null
      void loadFacts(id)
    }
    if (before?.[0] !== undefined && id !== before[0]) image.value = 0
    void loadLabels(id, of)
  }, { immediate: true })
  watch(() => [dataset.value?.id, split.value, order.value] as const, ([id, of, by]) => {
    if (id === undefined) return
    if (by === 'loss') void losses.show(id, of)
    if (by === 'alike') void duplicates.search(id)
  }, { immediate: true })

  return {
    ...{ tab, dataset, splitsOfSet, split, classes, order, zoom, image, scrolled, facts, labels, images, problem },
    ...{ choose, toggleClass, showImage, load, refreshLosses },
  }
})
