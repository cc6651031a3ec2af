// The network of the Model view: its draft with everything that can be taken back, what is chosen of it, and what the lab says of it.
import { phrase } from '@language/phrase'
import { networkListingSchema, networkNameSchema, type NetworkListing } from '@contract/models/layers/listing'
import type { ListingFault } from '@contract/models/layers/listing-fault'
import { plainAnalysis, type AnalysisSettings, type LayerRow, type ListingAnalysis, type ListingQuestion, type NetworkAnalysis } from '@contract/models/network-analysis'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { isSame } from '../../frame/is-same'
import { ask } from '../../frame/lab'
import { allLayers, draftNetwork, pathsOf, writtenLayers, writtenListing, type DraftId, type DraftLayer, type DraftNetwork } from './editor/draft-network'
import { spotOf, type Edit } from './editor/edits'
import { change, historyOf, redo, sealed, undo } from './editor/history'
import { newestQuestion } from '../../frame/newest-question'

/** What the lab says of a draft: its answer, and which layer of the draft each path of the answer leads to. */
interface Answer {
  readonly listing: ListingAnalysis
  readonly ids: ReadonlyMap<string, DraftId>
}

const empty: DraftNetwork = { name: phrase('New network'), input: [1, 28, 28], initializer: 'xavier-uniform', layers: [] }
const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('/')

/** The answer with the rows of the one before where they say the same: what shows them is not drawn again. */
function withKnownRows(said: ListingAnalysis, before: ListingAnalysis | null): ListingAnalysis {
  if (!before) return said
  const rows = said.analysis.rows.map((row, index) => {
    const known = before.analysis.rows[index]
    return known && isSame(row, known) ? known : row
  })
  return { ...said, analysis: { ...said.analysis, rows } }
}

export const useModelEditor = defineStore('model-editor', () => {
  const history = shallowRef(historyOf(empty))
  /** The state that was opened or saved last: what differs from it would be lost. */
  const kept = shallowRef<DraftNetwork>(empty)
  const chosen = ref<DraftId | null>(null)
  const batchSize = ref(128)
  const settings = shallowRef<AnalysisSettings>(plainAnalysis)
  const answer = shallowRef<Answer | null>(null)
  const problem = shallowRef<Problem | null>(null)

  const draft = computed(() => history.value.present)
  /** All layers, those in blocks included. */
  const layers = computed(() => allLayers(draft.value.layers))
  const isChanged = computed(() => draft.value !== kept.value)
  const canUndo = computed(() => history.value.past.length > 0)
  const canRedo = computed(() => history.value.future.length > 0)

  /** The listing of the draft; null while something in it is wrong. To be read when something is done with it: reading takes longer than drawing. */
  function listing(): NetworkListing | null {
    const { success, data } = networkListingSchema.safeParse(writtenListing(draft.value))
    return success ? data : null
  }
  /** The draft's name where it cannot be one: what is wrong with it. */
  const nameFault = computed(() => {
    const [issue] = networkNameSchema.safeParse(draft.value.name.trim()).error?.issues ?? []
    return issue ? phrase('The name {message}.', { message: issue.message }) : null
  })

  /** The newest analysis of a list without faults: its figures stay while something is wrong. */
  const lastFitting = shallowRef<NetworkAnalysis | null>(null)
  const isFaulty = computed(() => (answer.value?.listing.faults.length ?? 0) > 0)
  /** Whether the network can be kept, trained and written. */
  const isWhole = computed(() => !isFaulty.value && nameFault.value === null && draft.value.layers.length > 0)
  const analysis = computed(() => (isFaulty.value && lastFitting.value ? lastFitting.value : (answer.value?.listing.analysis ?? null)))
  /** The rows of the answer by the layer that they are of. */
  const rows = computed((): ReadonlyMap<DraftId, LayerRow> => {
    const { listing, ids } = answer.value ?? { listing: null, ids: new Map<string, DraftId>() }
    return new Map((listing?.analysis.rows ?? []).flatMap((row) => {
      const id = row.path ? ids.get(keyOf(row.path)) : undefined
      return id === undefined ? [] : [[id, row] as const]
    }))
  })
  /** The layers by the rows of the answer. */
  const layersByRow = computed((): ReadonlyMap<LayerRow, DraftLayer> => new Map(layers.value.flatMap((layer) => {
    const row = rows.value.get(layer.id)
    return row ? [[row, layer] as const] : []
  })))
  /** What is wrong, by the layer that causes it. */
  const faults = computed((): ReadonlyMap<DraftId, readonly ListingFault[]> => {
    const byLayer = new Map<DraftId, ListingFault[]>()
    for (const fault of answer.value?.listing.faults ?? []) {
      const id = answer.value?.ids.get(keyOf(fault.path))
      if (id !== undefined) byLayer.set(id, [...(byLayer.get(id) ?? []), fault])
    }
    return byLayer
  })
  /** What is wrong with the list as a whole. */
  const wholeFaults = computed(() => (answer.value?.listing.faults ?? []).filter(({ path }) => !answer.value?.ids.has(keyOf(path))))
  /** Output shapes that layers had when they last fitted: shown in grey while they do not. */
  const lastShapes = shallowRef<ReadonlyMap<DraftId, readonly number[]>>(new Map())

  const look = newestQuestion<DraftNetwork, ListingQuestion, ListingAnalysis>(
    (question) => ask('analyzeListing', question),
    (answered, state) => {
      const said = withKnownRows(answered, answer.value?.listing ?? null)
      answer.value = { listing: said, ids: new Map([...pathsOf(state)].map(([id, path]) => [keyOf(path), id])) }
      if (said.faults.length === 0) lastFitting.value = said.analysis
      lastShapes.value = new Map([...lastShapes.value, ...[...rows.value].map(([id, { outputShape }]) => [id, outputShape] as const)])
      problem.value = null
    },
    (error) => {
      problem.value = toProblem(error)
    },
  )
  watch([draft, batchSize, settings], () => {
    const { layers, input } = draft.value
    look(draft.value, { layers: writtenLayers(layers), input: [...input], batchSize: batchSize.value, settings: settings.value })
  })

  /** Opens a network: what was edited before is in its history no more. */
  function open(network: NetworkListing): void {
    const opened = draftNetwork(network)
    history.value = historyOf(opened)
    kept.value = opened
    chosen.value = opened.layers[0]?.id ?? null
    lastShapes.value = new Map()
    lastFitting.value = null
  }

  /** Makes an edit. @param subject changes of the same subject are taken back at once; null: this one alone */
  function edit(work: (network: DraftNetwork) => Edit, subject: string | null = null): void {
    const { network, chosen: next } = work(draft.value)
    history.value = change(history.value, network, subject)
    if (next !== null || !spotOf(network, chosen.value ?? -1)) chosen.value = next
  }

  function step(by: typeof undo): void {
    history.value = by(history.value)
    if (chosen.value !== null && !spotOf(draft.value, chosen.value)) chosen.value = draft.value.layers[0]?.id ?? null
  }

  return {
    draft,
    layers,
    listing,
    nameFault,
    isChanged,
    canUndo,
    canRedo,
    chosen,
    batchSize,
    settings,
    analysis,
    isFaulty,
    isWhole,
    rows,
    layersByRow,
    faults,
    wholeFaults,
    lastShapes,
    problem,
    open,
    edit,
    undo: () => { step(undo) },
    redo: () => { step(redo) },
    /** The next change of a field is one of its own. */
    seal: () => { history.value = sealed(history.value) },
    /** The draft as it stands is kept somewhere. */
    keep: () => { kept.value = draft.value },
  }
})
