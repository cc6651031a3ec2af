// The feature maps that the tab shows: those of every layer, of networks with large ones the first channels until more are wanted.
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { LayerMaps, MapsOfLayer } from '@contract/inspection/layer-maps'
import { isWithoutPlaces, mapsThere } from '@common/inspection/map-pictures'
import { computed, shallowRef, watch } from 'vue'
import { ask } from '../../../frame/lab'
import { useInspection } from '../inspection'
import { useShownAnswer } from '../shown-answer'

/** Values of all layers up to which all of them are read for each image: 4 bytes each. AlexNet has 1.4 million. */
const mostValues = 4e6
/** Channels of a layer that are read where the network has more values than these. */
const firstChannels = 16
const allChannels = 1_000_000

interface MapsQuestion {
  readonly network: InspectedNetwork
  readonly image: InspectedImage
  readonly layers: readonly string[] | null
  readonly mostChannels: number
}

const answerOf = ({ network, image, layers, mostChannels }: MapsQuestion): Promise<LayerMaps> => ask('layerMaps', network, image, { layers: layers && [...layers], mostChannels })
const valuesOf = (layers: readonly MapsOfLayer[]): number => layers.reduce((sum, { channels, height, width }) => sum + channels * height * width, 0)

export function useMapsView() {
  const inspection = useInspection()
  /** The network that is known to have few values. */
  const small = shallowRef<InspectedNetwork | null>(null)
  /** Layers all of whose channels the user wants to see. */
  const opened = shallowRef<ReadonlySet<string>>(new Set())

  const all = useShownAnswer((): MapsQuestion | null => {
    const { network, image } = inspection
    return network && image && { network, image, layers: null, mostChannels: small.value === network ? allChannels : firstChannels }
  }, answerOf)
  watch(all.shown, (shown) => {
    if (shown && valuesOf(shown.answer.layers) <= mostValues) small.value = shown.question.network
  })
  watch(() => inspection.network, () => {
    opened.value = new Set()
  })

  /** Layers that are read whole beside: single values, which are few, those that the user has opened, and that of the chosen unit. */
  const wanted = computed(() => {
    const { unit } = inspection
    const layers = all.shown.value?.answer.layers ?? []
    return layers.filter((layer) => mapsThere(layer) < layer.channels && (isWithoutPlaces(layer) || opened.value.has(layer.layer) || (unit?.layer === layer.layer && unit.unit >= mapsThere(layer)))).map(({ layer }) => layer)
  })
  const whole = useShownAnswer((): MapsQuestion | null => {
    const { value: shown } = all.shown
    return shown && shown.question.network !== small.value && wanted.value.length > 0 ? { ...shown.question, layers: wanted.value, mostChannels: allChannels } : null
  }, answerOf)

  const layers = computed((): readonly MapsOfLayer[] => {
    const { value: shown } = all.shown
    if (!shown) return []
    const more = whole.shown.value?.question.network === shown.question.network ? whole.shown.value.answer.layers : []
    const byName = new Map(more.map((layer) => [layer.layer, layer]))
    return shown.answer.layers.map((layer) => byName.get(layer.layer) ?? layer)
  })

  function open(layer: string): void {
    opened.value = new Set([...opened.value, layer])
  }
  function again(): void {
    all.again()
    whole.again()
  }

  return {
    layers,
    open,
    again,
    /** The image that the maps are of, while those of a newer one are computed. */
    of: computed(() => all.shown.value?.question.image ?? null),
    problem: computed(() => all.problem.value ?? whole.problem.value),
    isWaiting: computed(() => all.isWaiting.value || whole.isWaiting.value),
  }
}
