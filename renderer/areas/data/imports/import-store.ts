// The import of a data set in the window: its source, preview and form, how far it is, and what came of it. One at a time.
import { importedCounts } from '@common/training/imported-counts'
import { phrase } from '@language/phrase'
import type { DroppedFile } from '@contract/api/lab-api'
import type { ImportedDataset, ImportProgress, OfferedSource } from '@contract/data/imports'
import { defaultImportOptions, type ImportOptions, type SourcePreview } from '@contract/data/import-source'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useCatalogue } from '../../../frame/catalogue'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'
import { useDataView } from '../data-view'
import { formWith, importFormOf, openOptions, readImportForm, type ImportEdits, type ImportField } from './import-form'

/** Ends of questions that the user has caused, and that are no problem. */
const expectedEnds = ['import/replaced', 'import/cancelled', 'inspection/cancelled']
const isExpected = (error: unknown): boolean => error instanceof LabError && expectedEnds.includes(error.code)

/** Said where another source is offered meanwhile. */
const busy: Problem = { code: 'import/busy', message: phrase('One data set is imported at a time, and this one is not done yet.'), remedy: phrase('Offer the other files again when it is, or cancel it.') }

/** Fields that change nothing of a preview. */
const unseen: readonly ImportField[] = ['name', 'unreadable', 'test', 'testShare', 'seed']

/** Milliseconds without a change in a field that is typed into, after which the preview is made anew; others are followed at once. */
const typingPauses: Readonly<Partial<Record<ImportField, number>>> = {
  ...{ height: 300, width: 300 },
  // Half a name is the name of nothing.
  ...{ trainImages: 800, trainLabels: 800, testImages: 800, testLabels: 800, imageColumn: 800, labelColumn: 800, partColumn: 800 },
}

/** What a source that could not be looked through asks the user for. */
const askedNames: Readonly<Record<string, 'arrays' | 'columns'>> = { 'import/arrays-unclear': 'arrays', 'import/no-array': 'arrays', 'import/columns': 'columns' }

export const useImport = defineStore('import', () => {
  const catalogue = useCatalogue()
  const view = useDataView()

  const isOpen = ref(false)
  const source = shallowRef<OfferedSource | null>(null)
  /** The last preview that was made; of the options before, while a newer one is being made. */
  const preview = shallowRef<SourcePreview | null>(null)
  const edits = shallowRef<ImportEdits>({})
  /** Whether a preview is being made, or about to be. */
  const isLooking = ref(false)
  /** Whether the preview shows what the form says. */
  const isCurrent = ref(false)
  const problem = shallowRef<Problem | null>(null)
  /** Null: the import has told nothing yet. */
  const progress = shallowRef<ImportProgress | null>(null)
  const isImporting = ref(false)
  /** What the last import has made; null: none has ended, or its notice was closed. */
  const imported = shallowRef<ImportedDataset | null>(null)

  useLabEvents().handle({
    'import-progress': ({ progress: now }) => {
      if (isImporting.value) progress.value = now
    },
    datasets: () => {
      void catalogue.load()
    },
  })

  const form = computed(() => formWith(importFormOf(preview.value?.options ?? defaultImportOptions), edits.value))
  const read = computed(() => readImportForm(form.value))
  const faults = computed(() => read.value.faults)
  /** What the import would make of the source's images, by split; null: the form is wrong, or there is no preview. */
  const counts = computed(() => (preview.value && read.value.options ? importedCounts(preview.value, read.value.options) : null))
  /** Whether the source can be imported as the form says. */
  const isReady = computed(() => isCurrent.value && !isImporting.value && read.value.options !== null && preview.value !== null && preview.value.shape !== null)
  /** What a source that could not be looked through asks for; null: nothing. */
  const asksFor = computed(() => (preview.value || !problem.value ? null : (askedNames[problem.value.code] ?? null)))

  /** Opens the dialog for files or a folder that were dropped on the window. */
  function drop(files: readonly DroppedFile[]): Promise<void> {
    return offer(() => ask('openDroppedSource', [...files]))
  }

  /** Opens the dialog for a source that the window was given. */
  function take(source: OfferedSource): Promise<void> {
    return offer(() => Promise.resolve(source))
  }

  /** Has the user choose files or a folder. */
  function choose(kind: 'files' | 'folder'): Promise<void> {
    return offer(() => ask('chooseSource', kind))
  }

  /** @param find null: nothing was chosen */
  async function offer(find: () => Promise<OfferedSource | null>): Promise<void> {
    if (isImporting.value) {
      problem.value = busy
      isOpen.value = true
      return
    }
    try {
      const offered = await find()
      if (!offered) return
      reset()
      source.value = offered
      isOpen.value = true
      await look(null)
    } catch (error) {
      reset()
      problem.value = toProblem(error)
      isOpen.value = true
    }
  }

  function reset(): void {
    ;[source.value, preview.value, edits.value, problem.value] = [null, null, {}, null]
    isCurrent.value = false
  }

  /** Numbers the previews, so that an old one does not replace a newer one. */
  let newest = 0
  /** Makes a preview. @param options null: those that suit the source best */
  async function look(options: ImportOptions | null): Promise<void> {
    const { value: offered } = source
    if (!offered) return
    const number = ++newest
    isLooking.value = true
    isCurrent.value = false
    problem.value = null
    try {
      const made = await ask('previewSource', offered.token, options)
      if (number !== newest) return
      preview.value = made
      isCurrent.value = true
    } catch (error) {
      if (number === newest && !isExpected(error)) problem.value = toProblem(error)
    } finally {
      if (number === newest) isLooking.value = false
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  /** Changes a field; the preview follows, after a pause where the field is typed into. Names that were asked for are tried by `lookAgain`, when all are there. */
  function write(field: ImportField, value: string): void {
    if (form.value[field] === value) return
    edits.value = { ...edits.value, [field]: value }
    if (unseen.includes(field) || asksFor.value) return
    clearTimeout(timer)
    isCurrent.value = false
    timer = setTimeout(lookAgain, typingPauses[field] ?? 0)
  }

  /** Makes the preview of what the form says, unless that is wrong. */
  function lookAgain(): void {
    const { options } = read.value
    if (options) void look(openOptions(options, edits.value))
  }

  /** Imports the source. Whether it was, with the dialog open to the end: then the set is what the user wants to see. */
  async function start(): Promise<boolean> {
    const [offered, options] = [source.value, read.value.options]
    if (!offered || !options || !isReady.value) return false
    isImporting.value = true
    ;[progress.value, problem.value, imported.value] = [null, null, null]
    try {
      await tell(await ask('importSource', offered.token, options))
      const wasOpen = isOpen.value
      isOpen.value = false
      problem.value = null
      return wasOpen
    } catch (error) {
      problem.value = isExpected(error) ? null : toProblem(error)
      if (problem.value) isOpen.value = true
      return false
    } finally {
      isImporting.value = false
    }
  }

  /** Ends the import, or the preview, that goes on. */
  async function cancel(): Promise<void> {
    await ask('cancelImport')
  }

  /** Closes the dialog; an import goes on. */
  async function close(): Promise<void> {
    isOpen.value = false
    clearTimeout(timer)
    if (isImporting.value) problem.value = null // it was said that another source has to wait
    else if (isLooking.value) await cancel()
  }

  /** Makes the set that an import has made that of Data, with a notice. */
  async function tell(made: ImportedDataset): Promise<void> {
    await catalogue.load()
    view.choose(made.id)
    imported.value = made
  }

  /** Closes that notice. */
  function forget(): void {
    imported.value = null
  }

  return { isOpen, source, preview, isLooking, form, counts, faults, problem, asksFor, progress, isImporting, imported, isReady, drop, take, choose, write, lookAgain, start, cancel, close, tell, forget }
})
