// The import in the page: previews follow the form, the newest one counts, and an import goes on behind its closed dialog.
import { defaultImportOptions, type ImportOptions, type SourcePreview } from '@contract/data/import-source'
import type { ImportedDataset } from '@contract/data/imports'
import type { Catalogue } from '@contract/api/catalogue-api'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useImport } from './import-store'

const found: ImportOptions = { ...defaultImportOptions, name: 'Flowers', size: { height: 24, width: 20 }, channels: 3, test: 'share' }
/** A preview by the options that were asked for. */
const previewOf = (asked: ImportOptions | null): SourcePreview => ({
  kind: 'folder',
  title: 'folders of images',
  options: { ...found, ...Object.fromEntries(Object.entries(asked ?? {}).filter(([, value]) => value !== null)) },
  classes: ['Poppy', 'Bluebell'],
  parts: [{ name: 'all', counts: [20, 22] }],
  shape: { channels: 3, ...(asked?.size ?? { height: 24, width: 20 }) },
  ...{ originals: [], images: [], leftOut: { count: 0, first: [] }, bytes: 1000, notes: [] },
})
const flowers: ImportedDataset = { id: 'flowers-00000001', isNew: true, images: 42, leftOut: { count: 0, first: [] } }
const replies = {
  openDroppedSource: () => ({ token: 'source', name: 'Flowers' }),
  previewSource: (_token: string, options: ImportOptions | null) => previewOf(options),
  catalogue: () => ({ datasets: [], importedDatasets: [], formerDatasets: [], presets: [] }) as unknown as Catalogue,
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('makes the preview anew for what was changed, and leaves the rest open', async () => {
  const lab = installLab(replies)
  const store = useImport()
  await store.drop([])
  expect(store).toMatchObject({ isOpen: true, isReady: true, form: { height: '24', width: '20' } })
  expect(lab.asked).toHaveBeenLastCalledWith('previewSource', 'source', null)

  store.write('height', '3')
  store.write('height', '32')
  expect(store.isReady).toBe(false)
  await vi.advanceTimersByTimeAsync(500)
  const previews = lab.asked.mock.calls.filter(([call]) => call === 'previewSource')
  expect(previews).toHaveLength(2)
  expect(previews[1]?.[2]).toEqual({ ...defaultImportOptions, size: { height: 32, width: 20 } })
  expect(store.isReady).toBe(true)

  store.write('height', '0')
  await vi.advanceTimersByTimeAsync(500)
  expect(store).toMatchObject({ isReady: false, faults: { height: 'The height must be at least 1 pixel.' } })
  expect(lab.asked.mock.calls.filter(([call]) => call === 'previewSource')).toHaveLength(2)
})

it('an older preview does not take the place of a newer one', async () => {
  const answers: ((preview: SourcePreview) => void)[] = []
  installLab({ ...replies, previewSource: (_token, options) => (options ? new Promise<SourcePreview>((resolve) => { answers.push(resolve) }) : previewOf(null)) })
  const store = useImport()
  await store.drop([])
  store.write('fit', 'pad')
  await vi.advanceTimersByTimeAsync(1)
  store.write('fit', 'stretch')
  await vi.advanceTimersByTimeAsync(1)
  answers[1]?.(previewOf({ ...defaultImportOptions, fit: 'stretch' }))
  await flushPromises()
  answers[0]?.(previewOf({ ...defaultImportOptions, fit: 'pad' }))
  await flushPromises()
  expect(store.preview?.options.fit).toBe('stretch')
  expect(store).toMatchObject({ isReady: true, isLooking: false })
})

it('imports what the form says, goes on behind the closed dialog, and tells what it has made', async () => {
  let end: (made: ImportedDataset) => void = () => undefined
  const lab = installLab({ ...replies, importSource: () => new Promise<ImportedDataset>((resolve) => { end = resolve }) })
  const store = useImport()
  await store.drop([])
  store.write('name', 'My flowers')
  const importing = store.start()
  expect(lab.asked).toHaveBeenLastCalledWith('importSource', 'source', { ...found, name: 'My flowers' })
  lab.tell({ type: 'import-progress', progress: { phase: 'images', done: 10, total: 42, secondsLeft: 3 } })
  expect(store.progress?.done).toBe(10)
  await store.close()
  expect(lab.asked).not.toHaveBeenCalledWith('cancelImport')
  await store.drop([]) // there is one import at a time: it is shown again, and why
  expect(store).toMatchObject({ isOpen: true, isImporting: true, problem: { code: 'import/busy' } })
  await store.close()
  end(flowers)
  expect(await importing).toBe(false) // the user looks at something else
  expect(store).toMatchObject({ isOpen: false, isImporting: false, problem: null, imported: flowers })
})

it('a source that is dropped on the open dialog takes the place of the one before', async () => {
  installLab(replies)
  const store = useImport()
  await store.drop([])
  store.write('name', 'My flowers')
  store.write('testShare', '25')
  expect(store.counts).toEqual({ train: 31, validation: 0, test: 11 })
  await store.drop([])
  expect(store).toMatchObject({ isOpen: true, form: { name: 'Flowers' }, counts: { train: 38, validation: 0, test: 4 } })
  store.write('testShare', '')
  expect(store.counts).toBeNull()
})

it('a failure opens the dialog again, where it can be tried once more; a cancelled import is no failure', async () => {
  const fails = vi.fn((): ImportedDataset => flowers)
  installLab({ ...replies, importSource: fails })
  const store = useImport()
  await store.drop([])
  fails.mockImplementationOnce(() => { throw new Refusal({ code: 'disk/too-little-space', message: 'The disk has too little space.', remedy: 'Free some.' }) })
  await store.start()
  expect(store).toMatchObject({ isOpen: true, isReady: true, problem: { code: 'disk/too-little-space' } })
  fails.mockImplementationOnce(() => { throw new Refusal({ code: 'import/cancelled', message: 'The import was cancelled.', remedy: '' }) })
  await store.start()
  expect(store).toMatchObject({ problem: null, imported: null, isReady: true })
  expect(await store.start()).toBe(true)
  expect(store.imported).toEqual(flowers)
})

it('asks for the names of arrays where these are unclear', async () => {
  const lab = installLab({
    ...replies,
    previewSource: (_token, options) => {
      if (!options?.arrays) throw new Refusal({ code: 'import/arrays-unclear', message: 'Which arrays hold images and labels is not clear.', remedy: '' })
      return { ...previewOf(options), kind: 'numpy' }
    },
  })
  const store = useImport()
  await store.drop([])
  expect(store).toMatchObject({ asksFor: 'arrays', preview: null, isReady: false })
  store.write('trainImages', 'a')
  expect(store.faults).toEqual({ trainLabels: 'Name the array of the labels, too.' })
  store.write('trainLabels', 'c')
  store.lookAgain()
  await flushPromises()
  expect(lab.asked).toHaveBeenLastCalledWith('previewSource', 'source', { ...defaultImportOptions, arrays: { trainImages: 'a', trainLabels: 'c', testImages: null, testLabels: null } })
  expect(store).toMatchObject({ asksFor: null, problem: null, isReady: true })
})
