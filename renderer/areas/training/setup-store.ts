// The settings of the next run: a preset and the user's changes.
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import { networkFileOf, trainingSize, type ImportedNetwork } from '@contract/models/imported-network'
import type { NetworkListing } from '@contract/models/layers/listing'
import { networkInfo } from '@contract/models/networks'
import type { ModelName } from '@contract/models/zoo'
import { optimizers, otherOptimizer, type OptimizerName } from '@contract/training/optimizer'
import { presets, type Preset, type PresetName } from '@contract/training/presets'
import { toProblem, type Problem } from '@contract/problem'
import { defaultSpec, fileSpec, listingSpec, usualLearningRate, type ImageSize, type RunSpec } from '@contract/training/run-spec'
import type { ImageForm } from '@common/preprocessing/formed-image'
import { nearestPreset, runTitle } from '@common/words/run-title'
import { defaultSchedule, schedules, type ScheduleName } from '@contract/training/schedule'
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { unlessCancelled } from '../../frame/file-reading'
import { ask } from '../../frame/lab'
import { useCatalogue } from '../../frame/catalogue'
import { keptValue } from '../../frame/kept-value'
import { readNumber } from '../../fields/read-number'
import { changedSettings, draftOf, isShown, readAugmentation, readDraft, sameSpec, type Draft, type ReadDraft } from './draft'
import { drawnWeights } from './network-file'
import { storedForm, storeForm } from './stored-form'

function presetNamed(name: PresetName): Preset {
  const preset = presets.find((candidate) => candidate.name === name)
  if (!preset) throw new Error(`no preset ${name}`)
  return preset
}

const draftOfPreset = (name: PresetName): Draft => draftOf(presetNamed(name).spec)

/** Settings that may change without the preset's name going: a preset on a part of the images is still that preset. */
const namesNothing: readonly SettingPath[] = ['dataset.limitTrain', 'dataset.limitTest']

export const useSetup = defineStore('setup', () => {
  const catalogue = useCatalogue()
  const kept = storedForm(draftOfPreset)
  const presetName = ref<PresetName>(kept?.presetName ?? 'lenet-relu')
  const draft = reactive<Draft>(kept?.draft ?? draftOfPreset('lenet-relu'))

  /** Why the last file could not be opened; shown under the network. */
  const fileProblem = shallowRef<Problem | null>(null)
  /** The last file that was opened, with facts that a spec does not keep. */
  const opened = shallowRef<ImportedNetwork | null>(null)

  const preset = computed(() => presetNamed(presetName.value))
  /** The form as the preset fills it. */
  const presetDraft = computed(() => draftOf(preset.value.spec))
  const readInLab = (form: Draft): ReadDraft => readDraft(form, catalogue.dataset(form['dataset.id']), catalogue.isGone(form['dataset.id']))
  const read = computed(() => readInLab(draft))
  const spec = computed(() => read.value.spec)
  const faults = keptValue(() => read.value.faults)
  const augmentation = keptValue(() => readAugmentation(draft))
  /** The spec with the preset's values in place of wrong ones, for facts that do not depend on these; null where it is still wrong. */
  const completed = keptValue(() => {
    if (spec.value) return spec.value
    const mended = Object.fromEntries(settingPaths.filter((path) => faults.value[path] !== undefined).map((path) => [path, presetDraft.value[path]]))
    return readInLab({ ...draft, ...mended }).spec
  })
  const model = computed(() => networkInfo(draft.network))
  /** Size of the images that the network gets, even if other fields are wrong. */
  const imageSize = keptValue((): ImageSize => ({
    height: readNumber('preprocessing.height', draft['preprocessing.height']),
    width: readNumber('preprocessing.width', draft['preprocessing.width']),
  }))
  /** The same with the way in which images come to that size. */
  const imageForm = keptValue((): ImageForm => {
    const { preprocessing } = completed.value ?? {}
    return { ...imageSize.value, ...(preprocessing && { resize: preprocessing.resize, centreCrop: preprocessing.centreCrop }) }
  })
  const file = computed(() => (draft.network.kind === 'file' ? draft.network.file : null))
  /** Whether training begins with the weights of the file. */
  const weights = computed(() => (draft['network.file.weights'] === 'redraw' ? 'redraw' : 'keep'))
  /** Number of outputs of the network from a file; null where it is not known, e.g. for the settings of an earlier run. */
  const fileClasses = computed(() => (opened.value !== null && opened.value.sha256 === file.value?.sha256 ? opened.value.classes : null))
  /** What the user should know of how the file was read, as sentences. */
  const fileNotes = computed(() => (opened.value !== null && opened.value.sha256 === file.value?.sha256 ? opened.value.notes : []))
  /** Which weights the initialisation draws. */
  const drawn = computed(() => {
    const classes = catalogue.dataset(draft['dataset.id'])?.classes.length ?? 0
    return file.value ? drawnWeights({ weights: weights.value }, fileClasses.value, classes) : 'all'
  })

  /** The settings in which the form differs from the preset; the device does not count. */
  const changedPaths = keptValue(() => changedSettings(draft, presetDraft.value))
  const changed = computed(() => new Set(changedPaths.value))
  /** Whether the form differs from its preset. */
  const isChanged = computed(() => !spec.value || !sameSpec(spec.value, { ...preset.value.spec, device: spec.value.device }))
  /** Whether the preset keeps its name despite the changes. */
  const isPreset = computed(() => [...changed.value].every((path) => namesNothing.includes(path)))

  /** Title of a run with these settings. */
  const title = computed(() => (spec.value ? runTitle(spec.value, preset.value) : preset.value.title))

  /** The preset's value of a changed setting, in words. */
  function changeWords(path: SettingPath): string {
    const of = presetDraft.value
    if (!isShown(path, of)) return phrase('{preset} has no such setting.', { preset: preset.value.title })
    const setting = settingAt(path)
    const value = of[path]
    const text = typeof value === 'boolean' ? (value ? phrase('on § a setting is') : phrase('off § a setting is')) : setting.kind === 'choice' ? (setting.titles?.[value] ?? value) : value === '' ? (setting.empty ?? phrase('nothing')) : value
    return phrase('{preset} has {value}.', { preset: preset.value.title, value: text })
  }

  /** Writes one setting; a choice also sets the settings that depend on it. */
  function write(path: SettingPath, value: string | boolean): void {
    if (path === 'optimizer.name') chooseOptimizer(value as OptimizerName)
    else if (path === 'schedule.name') chooseSchedule(value as ScheduleName)
    else if (path === 'network.model') chooseModel(value as ModelName)
    else if (path === 'dataset.id') chooseDataset(value as DatasetId)
    else Object.assign(draft, { [path]: value })
  }

  /** Gives one setting the value that it has in the preset. */
  function takeBack(path: SettingPath): void {
    const of = presetDraft.value
    write(path, isShown(path, of) ? of[path] : defaultOf(path))
  }

  /** Initial value of a setting that the preset does not have. */
  function defaultOf(path: SettingPath): string | boolean {
    const network = draft.network.kind === 'zoo' ? draft.network.model : 'lenet-relu'
    const optimizer = optimizers.find(({ name }) => name === draft['optimizer.name'])?.name ?? 'sgd'
    const schedule = schedules.find(({ name }) => name === draft['schedule.name'])?.name ?? 'constant'
    return draftOf({ ...defaultSpec(network), optimizer: otherOptimizer(preset.value.spec.optimizer, optimizer, 0.1), schedule: defaultSchedule(schedule) })[path]
  }

  /** Fills every field but the device, which depends on the machine and not on the preset. */
  function choosePreset(name: PresetName): void {
    presetName.value = name
    fileProblem.value = null
    Object.assign(draft, { ...draftOfPreset(name), device: draft.device })
  }

  /** Changes the data set; limits beyond its images become all of them. */
  function chooseDataset(id: DatasetId): void {
    draft['dataset.id'] = id
    const dataset = catalogue.dataset(id)
    if (!dataset) return
    if (readNumber('dataset.limitTrain', draft['dataset.limitTrain']) > dataset.trainImages) draft['dataset.limitTrain'] = ''
    if (readNumber('dataset.limitTest', draft['dataset.limitTest']) > dataset.testImages) draft['dataset.limitTest'] = ''
  }

  /** Changes the network, and with it the settings that go with a network: learning rate, layers, initialisation, image size. */
  function chooseModel(name: ModelName): void {
    fileProblem.value = null
    takeNetwork(defaultSpec(name))
  }

  /** Lets the user choose a file, and makes its network that of the form. */
  async function openFile(): Promise<void> {
    fileProblem.value = null
    try {
      const file = await unlessCancelled(ask('chooseNetworkFile'))
      if (file?.kind === 'layers') takeListing(file.listing)
      else if (file?.report.network) takeImported(file.report.network)
      else fileProblem.value = file?.report.problem ?? null
    } catch (error) {
      fileProblem.value = toProblem(error)
    }
  }

  /** Makes the newest revision of an own network that of the form. */
  async function chooseOwn(name: string): Promise<void> {
    fileProblem.value = null
    try {
      takeListing((await ask('ownNetwork', name, null)).listing)
    } catch (error) {
      fileProblem.value = toProblem(error)
    }
  }

  /** Makes a list of layers the network of the form. */
  function takeListing(listing: NetworkListing): void {
    fileProblem.value = null
    takeNetwork(listingSpec(listing))
  }

  /** Makes the network of an ONNX file that of the form. */
  function takeImported(network: ImportedNetwork): void {
    fileProblem.value = null
    opened.value = network
    takeNetwork(fileSpec(networkFileOf(network, 'keep'), trainingSize(network)))
  }

  /** Takes from a spec its network and the settings that go with it. The preset stays, unless the form now equals another preset. */
  function takeNetwork(from: RunSpec): void {
    const of = draftOf(from)
    const own = settingPaths.filter((path) => path.startsWith('network.') || path.startsWith('preprocessing.'))
    // AdamW's learning rate does not depend much on the network.
    const rate = draft['optimizer.name'] === 'adamw' ? draft['optimizer.learningRate'] : of['optimizer.learningRate']
    Object.assign(draft, { network: of.network, ...Object.fromEntries(own.map((path) => [path, of[path]])), 'optimizer.learningRate': rate })
    const same = presets.find(({ spec: other }) => spec.value && sameSpec(spec.value, { ...other, device: spec.value.device }))
    if (same) presetName.value = same.name
  }

  /** Changes the optimizer and the settings that go with it; wrong values in the form are taken from the preset. */
  function chooseOptimizer(name: OptimizerName): void {
    const before = completed.value ?? preset.value.spec
    takePart('optimizer.', { ...before, optimizer: otherOptimizer(before.optimizer, name, usualLearningRate(draft.network)) })
  }

  /** Changes the schedule; the warm-up before it stays. */
  function chooseSchedule(name: ScheduleName): void {
    const warmup = draft['schedule.warmupEpochs']
    takePart('schedule.', { ...preset.value.spec, schedule: defaultSchedule(name) })
    draft['schedule.warmupEpochs'] = warmup
  }

  /** Copies the settings of one part of a spec into the form. */
  function takePart(before: 'optimizer.' | 'schedule.', from: RunSpec): void {
    const of = draftOf(from)
    Object.assign(draft, Object.fromEntries(settingPaths.filter((path) => path.startsWith(before)).map((path) => [path, of[path]])))
  }

  /** Fills the form with the settings of a run. */
  function takeOver(settings: RunSpec): void {
    presetName.value = nearestPreset(settings).name
    fileProblem.value = null
    Object.assign(draft, draftOf(settings))
  }

  watch(
    [presetName, draft],
    () => {
      storeForm({ presetName: presetName.value, draft })
    },
    { deep: true },
  )

  return {
    ...{ presetName, preset, draft, spec, completed, augmentation, faults, model, file, imageSize, imageForm, fileClasses, fileNotes, weights, drawn, changed, isChanged, isPreset, title, fileProblem },
    ...{ write, takeBack, changeWords, choosePreset, chooseModel, chooseOwn, openFile, takeListing, takeImported, chooseOptimizer, chooseSchedule, takeOver },
  }
})
