// The settings of the next run: a preset and what the user changed of it.
import { trainingSize, type ImportedNetwork } from '@contract/models/imported-network'
import { modelInfo, type LayerChoices } from '@contract/models/zoo'
import { usualFileSize, type NetworkFile } from '@contract/models/networks'
import { otherOptimizer, type OptimizerName } from '@contract/training/optimizer'
import { presets, type Preset, type PresetName } from '@contract/training/presets'
import { toProblem, type Problem } from '@contract/problem'
import { defaultSpec, fileSpec, square, usualLearningRate, type RunSpec } from '@contract/training/run-spec'
import { nearestPreset, runTitle } from '@common/words/run-title'
import { defaultSchedule, type ScheduleName } from '@contract/training/schedule'
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { ask } from '../../frame/lab'
import { useCatalogue } from '../../frame/catalogue'
import { draftOf, readAugmentation, readDraft, sameSpec, type ModelChoice } from './draft'
import { drawnWeights } from './network-file'
import { draftOfOptimizer, draftOfSchedule } from './step-draft'

/** What the form knows of the network from a file. */
const fileInfo = { title: 'Network from a file', inputSize: usualFileSize, choices: {} as Partial<LayerChoices> }

function presetNamed(name: PresetName): Preset {
  const preset = presets.find((candidate) => candidate.name === name)
  if (!preset) throw new Error(`no preset ${name}`)
  return preset
}

export const useSetup = defineStore('setup', () => {
  const catalogue = useCatalogue()
  const presetName = ref<PresetName>('lenet-relu')
  const draft = reactive(draftOf(presetNamed('lenet-relu').spec))

  /** Why the last file could not be opened; shown at the network. */
  const fileProblem = shallowRef<Problem | null>(null)
  /** The last file that was opened, which tells more than a spec keeps of it. */
  const opened = shallowRef<ImportedNetwork | null>(null)

  const preset = computed(() => presetNamed(presetName.value))
  const read = computed(() => readDraft(draft, catalogue.dataset(draft.dataset)))
  const spec = computed(() => read.value.spec)
  const augmentation = computed(() => readAugmentation(draft))
  const faults = computed(() => read.value.faults)
  const model = computed(() => draft.model === 'file' ? fileInfo : modelInfo(draft.model))
  /** Size of the images that the network gets, whatever is wrong with other fields. */
  const imageSize = computed(() => draft.file?.size ?? square(model.value.inputSize))
  /** Numbers in the output of the network from a file; null where that is not known, as of a run that was taken over. */
  const fileClasses = computed(() => (opened.value?.sha256 === draft.file?.sha256 ? (opened.value?.classes ?? null) : null))
  /** Which weights the initialisation draws. */
  const drawn = computed(() => {
    const { file, dataset } = draft
    return file ? drawnWeights(file, fileClasses.value, catalogue.dataset(dataset)?.classes.length ?? 0) : 'all'
  })
  const hasDropout = computed(() => model.value.choices.dropout !== undefined)

  /** Whether the form differs from its preset; the device does not count. */
  const isChanged = computed(() => !spec.value || !sameSpec(spec.value, { ...preset.value.spec, device: spec.value.device }))

  /** Title of a run with these settings. */
  const title = computed(() => (spec.value ? runTitle(spec.value, preset.value) : preset.value.title))

  /** Fills every field but the device, which says what this machine has and not what the preset is about. */
  function choosePreset(name: PresetName): void {
    presetName.value = name
    fileProblem.value = null
    Object.assign(draft, draftOf({ ...presetNamed(name).spec, device: draft.device }))
  }

  /** Changes the network, and with it what is its own: learning rate, layers, initialisation. */
  function chooseModel(name: ModelChoice): void {
    fileProblem.value = null
    if (name !== 'file') takeNetwork(defaultSpec(name)) // the one from a file is there only where it is chosen already
  }

  /** Lets the user choose an ONNX file, and makes its network that of the form. */
  async function openFile(): Promise<void> {
    fileProblem.value = null
    try {
      const network = await ask('openNetworkFile')
      if (!network) return
      opened.value = network
      takeNetwork(fileSpec({ name: network.name, sha256: network.sha256, weights: 'keep' }, trainingSize(network)))
    } catch (error) {
      fileProblem.value = toProblem(error)
    }
  }

  /** Begins with the weights of the file, or with new ones. */
  function chooseWeights(weights: NetworkFile['weights']): void {
    if (draft.file) draft.file = { ...draft.file, weights }
  }

  /** Takes from a spec its network, and what is the network's own. */
  function takeNetwork(from: RunSpec): void {
    const { model, file, learningRate: ofDescent, dropout, activation, pooling, tab, initializer } = draftOf(from)
    // AdamW's learning rate does not depend much on the network.
    const learningRate = draft.optimizer === 'adamw' ? draft.learningRate : ofDescent
    Object.assign(draft, { model, file, learningRate, dropout, activation, pooling, tab, initializer })
    if (spec.value) presetName.value = nearestPreset(spec.value).name
  }

  /** Changes the optimizer, and what differs for it; while a field is wrong, what the form said before counts. */
  function chooseOptimizer(name: OptimizerName): void {
    const { optimizer } = spec.value ?? preset.value.spec
    const other = otherOptimizer(optimizer, name, usualLearningRate((spec.value ?? preset.value.spec).network))
    Object.assign(draft, draftOfOptimizer(other), { learningRate: String(other.learningRate) })
  }

  /** Changes the schedule; the warm-up before it stays. */
  function chooseSchedule(name: ScheduleName): void {
    const { warmupEpochs } = draft
    Object.assign(draft, draftOfSchedule(defaultSchedule(name)), { warmupEpochs })
  }

  /** Fills the form with the settings of a run. */
  function takeOver(settings: RunSpec): void {
    presetName.value = nearestPreset(settings).name
    fileProblem.value = null
    Object.assign(draft, draftOf(settings))
  }

  return {
    ...{ presetName, preset, draft, spec, augmentation, faults, model, imageSize, fileClasses, drawn, hasDropout, isChanged, title, fileProblem },
    ...{ choosePreset, chooseModel, chooseWeights, openFile, chooseOptimizer, chooseSchedule, takeOver },
  }
})
