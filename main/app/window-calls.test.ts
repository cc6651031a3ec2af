// Folders are shown by the id of a run that there is, never by a path of the page's; files are those that the user has chosen.
import { LabError } from '@contract/problem'
import { usualOptions } from '@contract/reports/report-request'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sampleListing } from '../lab/testing/sample-listing'
import { HomeFolders } from '../lab/home-folders'
import { windowCalls, type WindowCallDeps } from './window-calls'

const openPath = vi.hoisted(() => vi.fn(() => Promise.resolve('')))
const dialog = vi.hoisted(() => ({ showOpenDialog: vi.fn(), showSaveDialog: vi.fn() }))
const showItemInFolder = vi.hoisted(() => vi.fn())
vi.mock('electron', () => ({ dialog, shell: { openPath, showItemInFolder } }))
const networkFiles = { open: vi.fn((path: string) => Promise.resolve({ path })), write: vi.fn(() => Promise.resolve(1)) }

const reports = { write: vi.fn((_subject: unknown, _format: string, _options: unknown, path: string, _writing?: { signal?: AbortSignal }) => { writeFileSync(path, 'report'); return Promise.resolve() }) }

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cnn-lab-folders-'))
  openPath.mockClear()
  reports.write.mockClear()
  networkFiles.write.mockClear()
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

const [lendTo, paste, remember] = [vi.fn(), vi.fn(), vi.fn()]
const webContents = { paste }

function calls() {
  const record = (id: string) => (id === 'lenet-1' ? Promise.resolve({}) : Promise.reject(new LabError('run/unknown', `There is no run ${id}.`)))
  const deps = { camera: { lendTo }, folders: new HomeFolders(home), models: {}, networkFiles, recent: { add: remember }, reports, runs: { record } } as unknown as WindowCallDeps
  return windowCalls({ webContents } as never, deps)
}

it("shows a run's folder, once it has one", async () => {
  await expect(calls().showRun('lenet-1')).rejects.toMatchObject({ code: 'run/no-files' })
  mkdirSync(join(home, 'runs', 'lenet-1'), { recursive: true })
  await calls().showRun('lenet-1')
  expect(openPath).toHaveBeenCalledExactlyOnceWith(join(home, 'runs', 'lenet-1'))
})

it('shows nothing for what is no run, such as a way out of the folder of runs', async () => {
  await expect(calls().showRun('../..')).rejects.toMatchObject({ code: 'run/unknown' })
  expect(openPath).not.toHaveBeenCalled()
})

it('opens the file that was chosen, and none where the dialog was left', async () => {
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/mine.json'] }).mockResolvedValueOnce({ canceled: true, filePaths: [] })
  expect(await calls().chooseNetworkFile()).toEqual({ path: '/mine.json' })
  expect(await calls().chooseNetworkFile()).toBeNull()
  expect(networkFiles.open).toHaveBeenCalledExactlyOnceWith('/mine.json')
  expect(remember).toHaveBeenCalledExactlyOnceWith('/mine.json')
})

it('writes a network where the user says, under a name of its format', async () => {
  const listing = sampleListing('AlexNet: 1/2')
  const path = join(home, 'mine')
  dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: path })
  expect(await calls().writeNetworkFile(listing, 'onnx')).toBe(`${path}.onnx`)
  expect(dialog.showSaveDialog).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ defaultPath: 'AlexNet- 1-2.onnx' }))
  expect(networkFiles.write).toHaveBeenCalledExactlyOnceWith(listing, `${path}.onnx`)
  dialog.showSaveDialog.mockResolvedValue({ canceled: true, filePath: '' })
  expect(await calls().writeNetworkFile(listing, 'layers')).toBeNull()
  expect(networkFiles.write).toHaveBeenCalledTimes(1)
})

it('replaces no file that the dialog has not asked about', async () => {
  writeFileSync(join(home, 'mine.json'), 'kept')
  dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(home, 'mine') })
  await expect(calls().writeNetworkFile(sampleListing('Mine'), 'layers')).rejects.toMatchObject({ code: 'file/exists' })
  dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(home, 'mine.json') })
  await calls().writeNetworkFile(sampleListing('Mine'), 'layers')
  expect(networkFiles.write).toHaveBeenCalledTimes(1)
})

it('a sweep is written where the user says, and read back; a file that holds none says what is wrong with it', async () => {
  const spec = sweepSpecSchema.parse({ version: 1, base: defaultSpec('lenet-relu'), axes: [{ setting: 'batchSize', values: [32, 64] }], strategy: { kind: 'grid' } })
  const path = join(home, 'batches.json')
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path })
  expect(await calls().saveSweepFile(spec)).toBe(path)
  dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [path] })
  expect(await calls().openSweepFile()).toEqual({ name: 'batches.json', spec })

  writeFileSync(path, '{ "version": 1, "base": { "preset": "lenet-relu" }, "axes": [{ "setting": "batchSize", "values": [] }], "strategy": { "kind": "grid" } }')
  await expect(calls().openSweepFile()).rejects.toMatchObject({ code: 'sweep/invalid', message: expect.stringContaining('batches.json does not hold a sweep') as string })
  writeFileSync(path, '{')
  await expect(calls().openSweepFile()).rejects.toMatchObject({ code: 'sweep/no-json' })
  dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [join(home, 'none.json')] })
  await expect(calls().openSweepFile()).rejects.toMatchObject({ code: 'sweep/no-file' })
})

it('camera and clipboard are used only after a click', async () => {
  await expect(calls().allowCamera(false)).rejects.toMatchObject({ code: 'app/no-click' })
  await expect(calls().pasteClipboard(false)).rejects.toMatchObject({ code: 'app/no-click' })
  expect([lendTo, paste].map(({ mock }) => mock.calls)).toEqual([[], []])
  await calls().allowCamera(true)
  await calls().pasteClipboard(true)
  expect(lendTo).toHaveBeenCalledExactlyOnceWith(webContents)
  expect(paste).toHaveBeenCalledOnce()
})

it('the saving of a report can be stopped, and is no error then', async () => {
  const window = calls()
  dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(home, 'stopped.pdf') })
  const hanging = (_subject: unknown, _format: string, _options: unknown, _path: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => { reject(new Error('stopped')) }) })
  reports.write.mockImplementationOnce(hanging)
  const saved = window.saveReport({ kind: 'runs', ids: ['lenet-1'] }, 'pdf', usualOptions('runs'))
  await vi.waitFor(() => { expect(reports.write).toHaveBeenCalled() })
  await window.stopReport()
  expect(await saved).toBeNull()
  await expect(window.openReport(join(home, 'stopped.pdf'))).rejects.toThrow('none of its reports')
})

it('a report is written where the user says, and only such a file is shown or opened', async () => {
  const [subject, options] = [{ kind: 'runs' as const, ids: ['lenet-1'] }, usualOptions('runs')]
  const window = calls()
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' }).mockResolvedValueOnce({ canceled: false, filePath: join(home, 'mine') })
  expect(await window.saveReport(subject, 'pdf', options)).toBeNull()
  expect(await window.saveReport(subject, 'pdf', { ...options, title: 'Mine: 1/2' })).toBe(join(home, 'mine.pdf'))
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ defaultPath: 'Mine- 1-2.pdf' }))
  expect(reports.write).toHaveBeenCalledExactlyOnceWith(subject, 'pdf', { ...options, title: 'Mine: 1/2' }, join(home, 'mine.pdf'), { replaces: true, signal: expect.any(AbortSignal) as AbortSignal })

  await window.showReport(join(home, 'mine.pdf'))
  expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith(join(home, 'mine.pdf'))
  await window.openReport(join(home, 'mine.pdf'))
  expect(openPath).toHaveBeenCalledExactlyOnceWith(join(home, 'mine.pdf'))
  await expect(window.openReport(join(home, 'other.pdf'))).rejects.toThrow('none of its reports')
  rmSync(join(home, 'mine.pdf'))
  await expect(window.openReport(join(home, 'mine.pdf'))).rejects.toMatchObject({ code: 'report/gone' })
  expect(openPath).toHaveBeenCalledTimes(1)
})

it('saves a picture where the user says, with the end of its kind, and none where the dialog was left', async () => {
  const picture = { name: 'Filters: conv1', format: 'png', bytes: Uint8Array.of(1, 2, 3) } as const
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: join(home, 'mine') }).mockResolvedValueOnce({ canceled: true, filePath: '' }).mockResolvedValueOnce({ canceled: false, filePath: join(home, 'missing', 'mine.svg') })
  expect(await calls().savePicture(picture)).toBe(join(home, 'mine.png'))
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ defaultPath: 'Filters- conv1.png' }))
  expect([...readFileSync(join(home, 'mine.png'))]).toEqual([1, 2, 3])
  expect(await calls().savePicture({ ...picture, format: 'svg' })).toBeNull()
  await expect(calls().savePicture({ ...picture, format: 'svg' })).rejects.toMatchObject({ code: 'picture/unwritable' })
})
