// What the tab Filters shows: which convolution, which of its kernels, of which epoch, in which order and on which scale.
import { countLooks, leastTold, type LookCounts } from '@common/inspection/filter-look'
import { kernelMosaic, largestOf, type KernelValues } from '@common/inspection/filter-pictures'
import { areWhole, arranged, kernelPlaces, kernelsOf, spectra, type KernelChoice, type KernelOrder } from '@common/inspection/kernels'
import { evenColumns, type CellScale } from '@common/inspection/mosaic'
import type { FilterHistory, LayerFilters } from '@contract/inspection/filters'
import { computed, reactive, ref, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useRunRecords } from '../../runs/run-records'
import { useInspection } from '../inspection'
import { useMosaicGround } from '../mosaic-ground'
import { useShownAnswer } from '../shown-answer'

/** Edge of a kernel on the page, in CSS pixels: what many of them have at least and few of them at most. */
const [leastEdge, mostEdge] = [22, 140]
/** CSS pixels of a weight at most. */
const mostZoom = 20
/** Height in CSS pixels that the kernels of a layer may fill. */
const wantedHeight = 480

/** The choices of the user, which stay when another network is chosen. */
export interface FilterChoices {
  /** Name of the convolution; one that the network does not have: its first. */
  layer: string
  /** Of a layer whose filters are not whole pictures: the kernels of one filter, or those of all filters for one channel. */
  by: 'filter' | 'channel'
  /** Number of that filter or channel. */
  number: number
  values: KernelValues
  scale: CellScale
  order: KernelOrder
}

/** @param width CSS pixels that the mosaic has */
export function useFilterView(width: () => number) {
  const inspection = useInspection()
  const records = useRunRecords()
  const ground = useMosaicGround()
  const choices = reactive<FilterChoices>({ layer: '', by: 'filter', number: 0, values: 'weights', scale: 'common', order: 'position' })

  const layers = useShownAnswer(() => inspection.network && { network: inspection.network }, ({ network }) => ask('filterLayers', network))
  const layer = computed(() => {
    const found = layers.shown.value?.answer ?? []
    return found.find(({ layer: name }) => name === choices.layer) ?? found[0] ?? null
  })
  const filters = useShownAnswer(
    () => (layers.shown.value && layer.value ? { network: layers.shown.value.question.network, layer: layer.value.layer } : null),
    ({ network, layer: name }) => ask('filters', network, name),
  )
  const history = useShownAnswer(
    () => (inspection.run ? { runId: inspection.run.id, epochs: records.recordOf(inspection.run.id)?.epochs.length ?? 0 } : null),
    ({ runId }): Promise<FilterHistory | null> => ask('filterHistory', runId),
  )

  /** The filters of the chosen checkpoint. */
  const ofCheckpoint = computed((): LayerFilters | null => filters.shown.value?.answer ?? null)
  /** The history of the shown layer; null where none is kept. */
  const ofEpochs = computed(() => {
    const found = history.shown.value?.question.runId === inspection.run?.id ? (history.shown.value?.answer ?? null) : null
    return found && found.layer === ofCheckpoint.value?.layer && found.epochs.length > 1 ? found : null
  })
  /** Place among the epochs of the history; null: the chosen checkpoint. */
  const place = ref<number | null>(null)
  watch(() => [inspection.network, layer.value?.layer], () => {
    place.value = null
  })
  /** The place that a slider shows. */
  const shownPlace = computed(() => {
    const { epochs = [] } = ofEpochs.value ?? {}
    const own = epochs.indexOf(inspection.checkpoint?.checkpoint.epoch ?? -1)
    return place.value ?? (own === -1 ? epochs.length - 1 : own)
  })
  const weights = computed((): LayerFilters | null => {
    const { value: of } = ofEpochs
    if (!of || place.value === null) return ofCheckpoint.value
    const size = of.shape.reduce((product, edge) => product * edge, 1)
    return { layer: of.layer, shape: of.shape, values: of.values.subarray(place.value * size, (place.value + 1) * size) }
  })

  const isWhole = computed(() => (weights.value ? areWhole(weights.value.shape) : true))
  /** The number of the filter or the channel, within those that the layer has. */
  const number = computed(() => {
    const [filterCount = 1, channelCount = 1] = weights.value?.shape ?? []
    return Math.min(choices.number, (choices.by === 'filter' ? filterCount : channelCount) - 1)
  })
  const choice = computed((): KernelChoice => {
    if (isWhole.value) return { of: 'filters' }
    return choices.by === 'filter' ? { of: 'filter', filter: number.value } : { of: 'channel', channel: number.value }
  })
  const kernels = computed(() => weights.value && kernelsOf(weights.value, choice.value))
  /** The sequence is that of the checkpoint at every epoch, so that each kernel keeps its place while the slider moves. */
  const places = computed(() => (ofCheckpoint.value ? kernelPlaces(kernelsOf(ofCheckpoint.value, choice.value), choices.order) : []))
  const drawn = computed(() => {
    if (!kernels.value) return null
    const all = arranged(kernels.value, places.value)
    return choices.values === 'magnitudes' ? spectra(all) : all
  })
  /** The end of the common scale: that of all epochs, so that growth is seen. */
  const full = computed(() => {
    if (!drawn.value) return 0
    return ofEpochs.value && isWhole.value && choices.values === 'weights' ? Math.max(largestOf(ofEpochs.value.values), largestOf(drawn.value.values)) : largestOf(drawn.value.values)
  })

  /** CSS pixels for a weight. */
  const zoom = computed(() => {
    const { numbers: { length } = [], width: across = 1 } = drawn.value ?? {}
    const edge = Math.min(mostEdge, Math.max(leastEdge, Math.sqrt((width() * wantedHeight) / Math.max(length, 1))))
    return Math.min(mostZoom, Math.max(1, Math.floor(edge / (across + 1))))
  })
  const mosaic = computed(() => {
    const { value: of } = drawn
    if (!of || width() === 0) return null
    const fitting = Math.max(1, Math.floor((width() / zoom.value - 1) / (of.width + 1)))
    return kernelMosaic(of, { values: choices.values, scale: choices.scale, columns: evenColumns(of.numbers.length, fitting), ground: ground.value, full: full.value })
  })

  /** What the filters look like; null where they are too small to tell, or no pictures. */
  const looks = computed((): LookCounts | null => {
    const { value: of } = kernels
    return of && isWhole.value && of.height >= leastTold && of.width >= leastTold ? countLooks(of) : null
  })

  return {
    ...{ choices, layer, number, isWhole, choice, weights, kernels, drawn, mosaic, zoom, ground, full, looks, ofEpochs, place, shownPlace },
    layers: computed(() => layers.shown.value?.answer ?? null),
    problem: computed(() => layers.problem.value ?? filters.problem.value ?? history.problem.value),
    isWaiting: computed(() => layers.isWaiting.value || filters.isWaiting.value),
    again: () => {
      layers.again()
      filters.again()
      history.again()
    },
  }
}
