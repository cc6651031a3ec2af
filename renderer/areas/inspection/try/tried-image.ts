// The user's own image in Inspect: drawn, from a file, the clipboard, a drop or the camera; brought into the form of the data set, and given to all tabs.
import { datasetForm, type DatasetForm } from '@common/inspection/preprocessing/dataset-form'
import { preprocessImage, type PreprocessedImage } from '@common/inspection/preprocessing/preprocess-image'
import type { PreprocessingOptions } from '@common/inspection/preprocessing/preprocessing-options'
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { phrase } from '@language/phrase'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useInspection } from '../inspection'
import { decodePicture } from './picture-file'
import { usualOptions, type ImageSource } from './usual-options'

/** An image as it was before preprocessing. */
export interface TriedImage {
  readonly image: RgbaImage
  /** What it is called, e.g. the name of its file. */
  readonly name: string
}

type Images = Readonly<Record<ImageSource, TriedImage | null>>
type Changes = Readonly<Record<ImageSource, Partial<PreprocessingOptions>>>

/** Images of a data set that tell what they stand on. */
const mostSamples = 32

export const useTriedImage = defineStore('tried-image', () => {
  const inspection = useInspection()

  const source = ref<ImageSource>('drawing')
  const images = shallowRef<Images>({ drawing: null, picture: null, camera: null })
  /** What the user has chosen otherwise than usual. */
  const changes = shallowRef<Changes>({ drawing: {}, picture: {}, camera: {} })
  const form = shallowRef<DatasetForm | null>(null)
  /** Why no image can be tried: the form of the data set's images is not known. */
  const formProblem = shallowRef<Problem | null>(null)
  /** Why the last picture was not taken. */
  const pictureProblem = shallowRef<Problem | null>(null)
  /** The image as all tabs got it last from here, and where it comes from. */
  const given = shallowRef<{ readonly image: InspectedImage; readonly source: ImageSource } | null>(null)
  /** The data set's image that was chosen before. */
  const before = shallowRef<Extract<InspectedImage, { from: 'dataset' }> | null>(null)

  const image = computed(() => images.value[source.value])
  const options = computed((): PreprocessingOptions | null => form.value && { ...usualOptions(source.value, form.value), ...changes.value[source.value] })
  const preprocessed = computed((): PreprocessedImage | null => image.value && form.value && options.value && preprocessImage(image.value.image, options.value, form.value))
  /** Where the image comes from that all tabs look at now; null: from the data set. */
  const chosenSource = computed(() => (given.value && inspection.image === given.value.image ? given.value.source : null))
  const isChosen = computed(() => chosenSource.value === source.value)

  /** Gives the image to all tabs. */
  function choose(): void {
    if (!preprocessed.value) return
    if (inspection.image?.from === 'dataset') before.value = inspection.image
    inspection.showPixels(new Uint8Array(preprocessed.value.pixels))
    given.value = inspection.image && { image: inspection.image, source: source.value }
  }

  /** Tries an image; null: there is none any more, and all tabs look at that of the data set again. */
  function show(from: ImageSource, tried: TriedImage | null): void {
    const wasChosen = chosenSource.value === from
    images.value = { ...images.value, [from]: tried }
    if (tried) changeSource(from)
    else if (wasChosen && before.value) void inspection.showImage(before.value.split, before.value.index)
  }

  function changeSource(to: ImageSource): void {
    source.value = to
    choose()
  }

  function changeOptions(change: Partial<PreprocessingOptions>): void {
    changes.value = { ...changes.value, [source.value]: { ...changes.value[source.value], ...change } }
    choose()
  }

  /** Rises with every picture, so that one that takes long to be decoded does not come after a newer one. */
  let turn = 0

  /** Tries a picture from a file, the clipboard or a drop. */
  async function open(file: Blob, name: string): Promise<void> {
    const asked = ++turn
    source.value = 'picture'
    pictureProblem.value = null
    try {
      const decoded = await decodePicture(file, name)
      if (asked === turn) show('picture', { image: decoded, name })
    } catch (error) {
      if (asked === turn) pictureProblem.value = toProblem(error)
    }
  }

  /** Tells that a paste held no picture. */
  function refusePaste(): void {
    source.value = 'picture'
    pictureProblem.value = toProblem(new LabError('image/not-pasted', phrase('The clipboard holds no picture.'), phrase('Copy one in a browser or in a program for pictures, and paste again.')))
  }

  /** Learns from some images of the data set what images there look like. */
  async function learnForm(): Promise<void> {
    const { dataset } = inspection
    form.value = null
    formProblem.value = null
    if (!dataset) return
    try {
      const samples = await ask('splitImages', dataset.id, 'train', Array.from({ length: Math.min(mostSamples, dataset.trainImages) }, (_, index) => index))
      if (inspection.dataset === dataset) form.value = datasetForm(dataset, samples)
    } catch (error) {
      if (inspection.dataset === dataset) formProblem.value = toProblem(error)
    }
  }
  watch(() => inspection.dataset?.id, learnForm, { immediate: true })

  return { source, image, form, formProblem, pictureProblem, options, preprocessed, isChosen, choose, show, changeSource, changeOptions, open, refusePaste, learnForm }
})
