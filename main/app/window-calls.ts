// The page's calls to the desktop: dialogs for files, and the folders of the lab and its runs. The page never names a path; it gets only files that the user chose.
import { app, dialog, shell, type BrowserWindow } from 'electron'
import { basename, isAbsolute } from 'node:path'
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { PictureFormat } from '@contract/api/window-api'
import { bundleEnding } from '@contract/bundles/bundle'
import { networkFileEndings, networkFileKinds, type NetworkFileFormat } from '@contract/models/network-file'
import { networkInfo } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { reportFormatWords } from '@contract/reports/report-formats'
import type { ReportSubject } from '@contract/reports/report-request'
import { sweepTitle } from '@common/sweeps/sweep-words'
import { writeFileWhole } from '../files/durable-file'
import { fileTrouble } from '../files/file-trouble'
import { chosenLanguage } from '../files/home-language'
import { exists } from '../files/make-folder'
import type { BundleUseCases } from '../lab/bundles/bundle-use-cases'
import type { HomeFolders } from '../lab/home-folders'
import type { ImportUseCases } from '../lab/data/imports/import-use-cases'
import { chooseLanguage } from '../lab/language-choice'
import type { ModelUseCases } from '../lab/models/model-use-cases'
import type { NetworkFileUseCases } from '../lab/models/network-files/network-file-use-cases'
import { readSweepFile, writeSweepFile } from '../lab/opening/sweep-file'
import type { ReportUseCases } from '../lab/reports/report-use-cases'
import type { RunUseCases } from '../lab/runs/run-use-cases'
import type { CameraLoan } from './camera-loan'
import type { FirstStart } from './first-start'
import type { FileDesk } from './opening/file-desk'
import type { RecentFiles } from './opening/recent-files'
import { windowRuntime } from './window-runtime'

export interface WindowCallDeps {
  readonly bundles: Pick<BundleUseCases, 'write' | 'open'>
  readonly camera: Pick<CameraLoan, 'lendTo'>
  readonly desk: Pick<FileDesk, 'take' | 'next'>
  readonly firstStart: Pick<FirstStart, 'has' | 'mark'>
  readonly folders: HomeFolders
  readonly imports: Pick<ImportUseCases, 'offer'>
  readonly models: Pick<ModelUseCases, 'code' | 'exportEpoch'>
  readonly networkFiles: Pick<NetworkFileUseCases, 'open' | 'write'>
  readonly recent: Pick<RecentFiles, 'add'>
  readonly reports: Pick<ReportUseCases, 'export' | 'write'>
  /** Closes the window and starts it again. */
  readonly restart: () => void
  readonly runs: Pick<RunUseCases, 'record'>
}

/** What each format is called in the dialog, and how names of its files end. */
const formats: Readonly<Record<NetworkFileFormat, { readonly title: string; readonly ending: string }>> = {
  layers: { title: phrase('Lists of layers'), ending: networkFileEndings.layers },
  onnx: { title: phrase('ONNX networks'), ending: networkFileEndings.onnx },
  safetensors: { title: 'Safetensors', ending: '.safetensors' },
}

const pictureFiles: Readonly<Record<PictureFormat, { readonly title: string; readonly ending: string }>> = {
  png: { title: phrase('PNG pictures'), ending: '.png' },
  svg: { title: phrase('SVG drawings'), ending: '.svg' },
}

const sweepFiles = [{ name: phrase('Sweeps'), extensions: ['json'] }]

const bundleFilter = { name: phrase('Bundles of runs'), extensions: [bundleEnding.slice(1)] }

/** A name without the letters that file names cannot have. */
const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{C}]/gu, '-')

/** The calls of a page that the window answers. */
export function windowCalls(window: BrowserWindow, { bundles, camera, desk, firstStart, folders, imports, models, networkFiles, recent, reports, restart, runs }: WindowCallDeps): AreaCalls<'window'> {
  /** Paths of the reports that were saved: the page may have these opened, and no others. */
  const savedReports = new Set<string>()
  /** Of the report that is being saved, or was saved last. */
  let savingReport = new AbortController()

  /** @throws LabError `report/gone`; Error where the page asks for a file that is none of its reports */
  async function checkSaved(path: string): Promise<void> {
    if (!savedReports.has(path)) throw new Error('The page asked for a file that is none of its reports.')
    if (!(await exists(path))) throw new LabError('report/gone', phrase('The report {path} is not there any more.', { path }), phrase('Save it again.'))
  }

  /** Opens a file that was chosen in a dialog, and remembers it; null: none was. */
  async function opened<T>(path: string | undefined, open: (path: string) => Promise<T>): Promise<T | null> {
    if (path === undefined) return null
    const answer = await open(path)
    recent.add(path)
    return answer
  }

  return {
    dropFiles: async (paths) => {
      // A page's own picture, dragged out of it and back, has no path.
      const files = paths.filter((path) => isAbsolute(path))
      if (files.length === 0) throw new LabError('file/none', phrase('What was dropped is no file or folder of this machine.'), phrase('Save it to a file first, then drop that.'))
      await desk.take(files)
      return null
    },
    nextOpened: () => desk.next(),
    editText: (edit) => {
      window.webContents[edit]()
      return Promise.resolve(null)
    },
    wantsTour: () => Promise.resolve(!firstStart.has('tour')),
    endTour: async () => {
      await firstStart.mark('tour')
      return null
    },
    language: () => Promise.resolve(chosenLanguage(folders.home)),
    chooseLanguage: async (choice) => {
      await chooseLanguage(folders.home, choice)
      return choice
    },
    restart: () => {
      restart()
      return Promise.resolve(null)
    },
    chooseNetworkFile: async () => {
      const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, {
        title: phrase('Open a network'),
        filters: [{ name: phrase('Networks'), extensions: networkFileKinds.map((kind) => networkFileEndings[kind].slice(1)) }],
        properties: ['openFile'],
      })
      return opened(canceled ? undefined : path, (path) => networkFiles.open(path))
    },
    writeNetworkFile: async (listing, format) => {
      const path = await chosenFile(window, { title: phrase('Write the network to a file'), name: listing.name, kind: formats[format] })
      if (path !== null) await networkFiles.write(listing, path)
      return path
    },
    saveProgram: async (spec, options) => {
      const text = await models.code(spec, options)
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: phrase('Save the program'),
        defaultPath: `${networkInfo(spec.network).slug}-${options.framework}.py`,
        filters: [{ name: phrase('Python programs'), extensions: ['py'] }],
      })
      if (canceled || filePath === '') return null
      await writeFileWhole(filePath, text)
      return filePath
    },
    openSweepFile: async () => {
      const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, { title: phrase('Open a sweep'), filters: sweepFiles, properties: ['openFile'] })
      return opened(canceled ? undefined : path, async (path) => ({ name: basename(path), spec: await readSweepFile(path) }))
    },
    chooseSource: async (what) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: phrase('Choose images for a data set'),
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
      })
      return canceled || filePaths.length === 0 ? null : imports.offer(filePaths)
    },
    saveSweepFile: async (spec) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { title: phrase('Save the sweep'), defaultPath: `${fileName(sweepTitle(spec))}.json`, filters: sweepFiles })
      if (canceled || filePath === '') return null
      await writeSweepFile(filePath, spec)
      return filePath
    },
    showHome: () => show(folders.home),
    saveEpoch: async (id, epoch) => {
      const run = await runs.record(id)
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: phrase('Keep epoch {epoch}', { epoch }),
        defaultPath: `${run.id}-epoch-${epoch}.onnx`,
        filters: [{ name: phrase('ONNX networks'), extensions: ['onnx'] }],
      })
      if (canceled || filePath === '') return null
      await models.exportEpoch(id, epoch, filePath)
      return filePath
    },
    showRun: async (id) => {
      await runs.record(id) // so that the id is a run's, and not a way to another folder
      const folder = folders.run(id)
      if (!(await exists(folder))) throw new LabError('run/no-files', phrase('Run {id} has no files yet.', { id }), phrase('They come with its first checkpoint.'))
      return show(folder)
    },
    showLogs: () => show(folders.logs),
    runtime: () => Promise.resolve(windowRuntime(process.versions, app.isPackaged, new Date())),
    saveBundle: async (ids) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: ids.length === 1 ? phrase('Take a run along') : phrase('Take {runs} runs along', { runs: ids.length }),
        defaultPath: `${ids.length === 1 ? (ids[0] ?? 'run') : 'runs'}${bundleEnding}`,
        filters: [bundleFilter],
      })
      return canceled || filePath === '' ? null : bundles.write(ids, filePath)
    },
    exportRuns: async (ids, format) => {
      const path = format === 'tensorboard' ? await chosenFolder(window) : await chosenExportFile(window, ids, format)
      if (path !== null) await reports.export(ids, format, path)
      return path
    },
    savePicture: async ({ name, format, bytes }) => {
      const path = await chosenFile(window, { title: phrase('Save the picture'), name, kind: pictureFiles[format] })
      if (path === null) return null
      try {
        await writeFileWhole(path, bytes)
      } catch (error) {
        throw new LabError('picture/unwritable', phrase('{path} cannot be written: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another folder, or free some space.'), { cause: error })
      }
      return path
    },
    saveReport: async (subject, format, options) => {
      const name = options.title.trim() || reportName(subject)
      const path = await chosenFile(window, { title: phrase('Save the report'), name, kind: reportFormatWords[format] })
      if (path === null) return null
      const { signal } = (savingReport = new AbortController())
      try {
        await reports.write(subject, format, options, path, { replaces: true, signal }) // the dialog has asked
      } catch (error) {
        if (signal.aborted) return null // the user wants nothing of it any more, not even what went wrong
        throw error
      }
      savedReports.add(path)
      return path
    },
    stopReport: () => {
      savingReport.abort()
      return Promise.resolve(null)
    },
    showReport: async (path) => {
      await checkSaved(path)
      shell.showItemInFolder(path)
      return null
    },
    openReport: async (path) => {
      await checkSaved(path)
      const refusal = await shell.openPath(path)
      if (refusal !== '') throw new LabError('report/not-opened', phrase('{path} cannot be opened: {refusal}.', { path, refusal }), phrase('Open it in a program of your choice.'))
      return null
    },
    chooseBundle: async () => {
      const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, { title: phrase('Open a bundle of runs'), filters: [bundleFilter], properties: ['openFile'] })
      return opened(canceled ? undefined : path, (path) => bundles.open(path))
    },
    allowCamera: (hasClicked) => afterClick(hasClicked, () => { camera.lendTo(window.webContents) }),
    pasteClipboard: (hasClicked) => afterClick(hasClicked, () => { window.webContents.paste() }),
  }
}

/** Does what the page may do only when the user has just clicked. @throws LabError `app/no-click` */
function afterClick(hasClicked: boolean, act: () => void): Promise<null> {
  if (!hasClicked) return Promise.reject(new LabError('app/no-click', phrase('The camera and the clipboard are used only right after a click.'), phrase('Click the button again.')))
  act()
  return Promise.resolve(null)
}

interface ChosenFile {
  /** Of the dialog. */
  readonly title: string
  /** That is offered, without its end. */
  readonly name: string
  readonly kind: { readonly title: string; readonly ending: string }
}

/** The path that the user chooses for a file of one kind; null: none. @throws LabError `file/exists` */
async function chosenFile(window: BrowserWindow, { title, name, kind: { title: kind, ending } }: ChosenFile): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath: `${fileName(name)}${ending}`,
    filters: [{ name: kind, extensions: [ending.slice(1)] }],
  })
  if (canceled || filePath === '') return null
  // The dialog of some systems takes a name without its end, and has not asked whether to replace the file of the whole name.
  const isWhole = filePath.toLowerCase().endsWith(ending)
  const path = isWhole ? filePath : `${filePath}${ending}`
  if (!isWhole && (await exists(path))) throw new LabError('file/exists', phrase('There is a file {path} already.', { path }), phrase('Choose another name.'))
  return path
}

/** The name of a report's file where the user has given it no title. */
function reportName(subject: ReportSubject): string {
  if (subject.kind === 'sweep' || subject.kind === 'experiment') return phrase('{id} report', { id: subject.id })
  if (subject.kind === 'comparison') return phrase('Comparison')
  return subject.ids.length === 1 ? phrase('{id} report', { id: subject.ids[0] ?? 'run' }) : phrase('Report of runs')
}

async function chosenFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, { title: phrase('Choose a folder for TensorBoard'), properties: ['openDirectory', 'createDirectory'] })
  return canceled || path === undefined ? null : path
}

async function chosenExportFile(window: BrowserWindow, ids: readonly string[], format: 'csv' | 'curves' | 'json'): Promise<string | null> {
  const ending = format === 'json' ? 'json' : 'csv'
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: phrase('Save runs to a file'),
    defaultPath: `${ids.length === 1 ? (ids[0] ?? 'run') : 'runs'}${format === 'curves' ? '-curves' : ''}.${ending}`,
    filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
  })
  return canceled || filePath === '' ? null : filePath
}

/** Shows a folder in the system's file manager. @throws LabError `home/not-shown` */
async function show(folder: string): Promise<null> {
  const refusal = await shell.openPath(folder)
  if (refusal !== '') throw new LabError('home/not-shown', phrase('The folder {folder} cannot be shown: {refusal}.', { folder, refusal }), phrase('Open it in your file manager.'))
  return null
}
