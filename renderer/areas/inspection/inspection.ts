// What the view Inspect looks into, for all of its tabs: the network, the image, the unit, and what the network answers.
import { likeliest } from '@common/statistics/likeliest'
import { phrase } from '@language/phrase'
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import type { SampleImage } from '@contract/api/data-api'
import type { DatasetInfo } from '@contract/data/datasets'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { Predictions } from '@contract/inspection/prediction'
import type { PlanarImage } from '@common/pictures/planar-image'
import { networkTitle } from '@contract/models/networks'
import { LabError, toProblem, type Problem } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { RunRecord } from '@contract/runs/run-record'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useCatalogue } from '../../frame/catalogue'
import { ask } from '../../frame/lab'
import { newestQuestion } from '../../frame/newest-question'
import { checkpointOptions, type CheckpointOption } from '../evaluations/checkpoint-options'
import { useRunRecords } from '../runs/run-records'
import { testedRuns } from '../runs/tested-runs'
import { inspectedSplits, type InspectedSplits } from './inspected-splits'

/** The tabs of the view; their labels and components are in `inspection-tabs.ts`. */
export type InspectionTabName = 'try' | 'filters' | 'maps' | 'why' | 'adversary' | 'maximize' | 'embedding'

/** A channel of a layer with places, else an element of its output. */
export interface InspectedUnit {
  /** Name as in the network's analysis. */
  readonly layer: string
  readonly unit: number
}

/** A checkpoint that is kept and can be looked into. */
export type KeptCheckpoint = CheckpointOption & { readonly choice: CheckpointChoice }

/** A network with what is known of it. */
interface Subject {
  readonly spec: RunSpec
  readonly title: string
  readonly dataset: DatasetInfo
  /** Whether it is shown since there is no run to look into. */
  readonly isForWantOfRuns?: boolean
  /** Which images it means by each split; null: there are none for validation. */
  readonly splits: InspectedSplits
  /** The run that has trained it, with the checkpoints to choose from, the newest first; null: it has its first weights. */
  readonly trained: { readonly run: RunRecord; readonly checkpoints: readonly KeptCheckpoint[] } | null
}

interface ChosenImage {
  readonly image: InspectedImage
  /** In the data set's form. */
  readonly pixels: PlanarImage
  /** Its class in the data set; null: an image of the user's. */
  readonly label: number | null
}

/** What a network answers for an image. */
interface Answer extends Predictions {
  readonly network: InspectedNetwork
  readonly image: InspectedImage
}

/** The network that is shown where no run has ended yet. */
const firstNetwork = 'alexnet-small'
/** Runs that are tried for one that can be looked into, before that network is shown. */
const mostTried = 5

export const useInspection = defineStore('inspection', () => {
  const catalogue = useCatalogue()
  const records = useRunRecords()

  const tab = ref<InspectionTabName>('filters')
  /** The unit that Feature maps shows large and Maximise maximises; null: none is chosen. */
  const unit = shallowRef<InspectedUnit | null>(null)
  const subject = shallowRef<Subject | null>(null)
  /** Folder of the chosen checkpoint of a run. */
  const folder = ref('')
  /** Why there is no network to look into. */
  const problem = shallowRef<Problem | null>(null)
  const chosen = shallowRef<ChosenImage | null>(null)
  const imageProblem = shallowRef<Problem | null>(null)
  const answer = shallowRef<Answer | null>(null)
  const answerProblem = shallowRef<Problem | null>(null)

  /** Whether the view has opened this network by itself, since there is no run to look into. */
  const isForWantOfRuns = computed(() => subject.value?.isForWantOfRuns ?? false)
  const run = computed(() => subject.value?.trained?.run ?? null)
  const checkpoints = computed(() => subject.value?.trained?.checkpoints ?? [])
  const checkpoint = computed(() => checkpoints.value.find(({ value }) => value === folder.value) ?? checkpoints.value[0] ?? null)
  const network = computed((): InspectedNetwork | null => {
    const { value } = subject
    if (!value) return null
    if (!value.trained) return { of: 'spec', spec: value.spec }
    return checkpoint.value && { of: 'run', runId: value.trained.run.id, checkpoint: checkpoint.value.choice }
  })
  const spec = computed(() => subject.value?.spec ?? null)
  const title = computed(() => subject.value?.title ?? '')
  /** The data set that the network has been trained on, or would be. */
  const dataset = computed(() => subject.value?.dataset ?? null)
  /** The images that the network's run means by each split. */
  const splits = computed(() => subject.value?.splits ?? null)
  const image = computed(() => chosen.value?.image ?? null)
  /** The image in the data set's form. */
  const pixels = computed(() => chosen.value?.pixels ?? null)
  /** The class of the image in the data set; null: an image of the user's. */
  const label = computed(() => chosen.value?.label ?? null)
  /** What the network answers for the image: its likeliest class; null while it has not answered. */
  const predicted = computed(() => answer.value && likeliest(answer.value.probabilities))

  /** Rises with every network that is opened, so that one that was asked for earlier does not come after. */
  let opened = 0

  async function open(find: () => Promise<Subject>): Promise<void> {
    const turn = ++opened
    try {
      if (!catalogue.catalogue) await catalogue.load()
      const found = await find()
      if (turn !== opened) return
      const hasOtherImages = found.dataset.id !== dataset.value?.id
      if (hasOtherImages) chosen.value = null
      subject.value = found
      folder.value = ''
      problem.value = null
      unit.value = null
      if (hasOtherImages) await showImage('test', 0)
    } catch (error) {
      if (turn !== opened) return
      subject.value = null
      problem.value = toProblem(error)
    }
  }

  function datasetOf({ dataset: { id } }: RunSpec): DatasetInfo {
    const info = catalogue.dataset(id)
    if (!info) throw new LabError('dataset/unknown', phrase('The lab has no data set {id}, whose images the network takes.', { id }), phrase('Choose another run, or import the data set again.'))
    return info
  }

  async function trainedBy(id: string): Promise<Subject> {
    await records.load([id])
    const record = records.recordOf(id)
    if (!record) throw new LabError('run/unknown', phrase('There is no run {id}; it may have been removed.', { id }), phrase('Choose another run.'))
    const dataset = datasetOf(record.spec)
    return { spec: record.spec, title: record.title, dataset, splits: await inspectedSplits(record.spec, dataset), trained: { run: record, checkpoints: await keptCheckpoints(record) } }
  }

  async function keptCheckpoints(record: RunRecord): Promise<readonly KeptCheckpoint[]> {
    const options = checkpointOptions(record, await ask('keptCheckpoints', record.id), [])
    const kept = options.flatMap((option) => (option.choice === null ? [] : [{ ...option, choice: option.choice }]))
    if (kept.length > 0) return kept
    throw new LabError('inspection/no-checkpoint', phrase('Run {id} has kept no checkpoint to look into.', { id: record.id }), phrase('Choose another run, or train it to the end of an epoch.'))
  }

  /** Looks into the network of a run, at its newest checkpoint. */
  const openRun = (id: string): Promise<void> => open(() => trainedBy(id))

  /** Looks into a network with its first weights, or with those of its file. */
  const openSpec = (of: RunSpec): Promise<void> => open(() => untrained(of))

  async function untrained(of: RunSpec): Promise<Subject> {
    const dataset = datasetOf(of)
    return { spec: of, title: networkTitle(of.network), dataset, splits: await inspectedSplits(of, dataset), trained: null }
  }

  /** Opens the view with something to look at: the newest completed run that has kept a checkpoint, or a network with its first weights. */
  async function openFirst(): Promise<void> {
    await open(async () => {
      const rows = (await testedRuns('')).filter((row) => row.checkpoint !== null)
      const completed = rows.filter(({ status }) => status === 'completed')
      for (const { id } of [...completed, ...rows].slice(0, mostTried)) {
        try {
          return await trainedBy(id)
        } catch (error) {
          if (!(error instanceof LabError)) throw error // the next one may have what this one lacks
        }
      }
      return { ...(await untrained(defaultSpec(firstNetwork))), isForWantOfRuns: rows.length === 0 }
    })
  }

  /** Reads again which checkpoints the run has kept; the chosen one stays while it is there. */
  async function refreshCheckpoints(): Promise<void> {
    const before = subject.value
    if (!before?.trained) return
    const { id } = before.trained.run
    try {
      const found = await trainedBy(id)
      if (subject.value !== before || isSameChoice(before.trained.checkpoints, found.trained?.checkpoints ?? [])) return
      folder.value = checkpoint.value?.value ?? ''
      subject.value = found
    } catch (error) {
      if (subject.value === before) problem.value = toProblem(error)
    }
  }

  const isSameChoice = (some: readonly KeptCheckpoint[], others: readonly KeptCheckpoint[]): boolean =>
    some.length === others.length && some.every(({ value, label: words }, place) => value === others[place]?.value && words === others[place].label)

  /** Chooses a checkpoint of the run by its folder. @throws LabError where it is not kept any more */
  function chooseCheckpoint(value: string): void {
    if (!checkpoints.value.some((kept) => kept.value === value)) throw new LabError('inspection/checkpoint-gone', phrase('{run} has not kept this checkpoint; the one that is named above is shown in its place.', { run: run.value?.title ?? phrase('The network') }), phrase('Choose another one above.'))
    folder.value = value
  }

  /** Rises with every image that is asked for. */
  let wanted = 0

  /** Chooses an image of the data set. */
  async function showImage(split: Split, index: number): Promise<void> {
    const id = dataset.value?.id
    if (id === undefined) return
    const turn = ++wanted
    try {
      const [sample] = await ask('splitImages', id, split, [index])
      if (turn !== wanted || !sample) return
      showSample(split, index, sample)
    } catch (error) {
      if (turn === wanted) imageProblem.value = toProblem(error)
    }
  }

  /** Chooses an image of the data set that is read already. */
  function showSample(split: Split, index: number, sample: SampleImage): void {
    wanted++
    chosen.value = { image: { from: 'dataset', split, index }, pixels: sample, label: sample.label }
    imageProblem.value = null
  }

  /** Chooses an image of the user's in the data set's form: [channels, height, width], 0..255. */
  function showPixels(values: Uint8Array): void {
    if (!dataset.value) return
    wanted++
    const { channels, height, width } = dataset.value
    chosen.value = { image: { from: 'pixels', pixels: values }, pixels: { pixels: values, channels, height, width }, label: null }
    imageProblem.value = null
  }

  const predict = newestQuestion(
    ([net, of]: readonly [InspectedNetwork, InspectedImage]) => ask('predict', net, of),
    (predictions, [net, of]: readonly [InspectedNetwork, InspectedImage]) => {
      if (!network.value || !image.value) return
      answer.value = { ...predictions, network: net, image: of }
      answerProblem.value = null
    },
    (error) => {
      if (error instanceof LabError && error.code === 'inspection/replaced') return // a newer question is answered in its place
      answer.value = null
      answerProblem.value = toProblem(error)
    },
  )
  /** Whether the answer is that of the network or the image that was shown before. */
  const isAnswerOld = computed(() => answer.value !== null && (answer.value.network !== network.value || answer.value.image !== image.value))
  watch([network, image], ([net, of]) => {
    if (net && of) {
      predict([net, of], [net, of])
      return
    }
    answer.value = null
    answerProblem.value = null
  })

  /** The name of a class; its number where the data set has fewer classes than the network. */
  function className(of: number): string {
    return dataset.value?.classes[of] ?? String(of)
  }

  return {
    ...{ tab, unit, network, spec, title, dataset, run, checkpoints, checkpoint, problem, isForWantOfRuns, splits, image, pixels, label, imageProblem, answer, isAnswerOld, predicted, answerProblem },
    ...{ openRun, openSpec, openFirst, refreshCheckpoints, chooseCheckpoint, showImage, showSample, showPixels, className },
  }
})
