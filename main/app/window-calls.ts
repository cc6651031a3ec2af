// The page's calls to the desktop: dialogs for files, and the folders of the lab and its runs. The page never names a path; it gets only files that the user chose.
import { dialog, shell, type BrowserWindow } from 'electron'
import type { AreaCalls } from '@contract/api/lab-api'
import { LabError } from '@contract/problem'
import { exists } from '../files/make-folder'
import type { HomeFolders } from '../lab/home-folders'
import type { ModelUseCases } from '../lab/models/model-use-cases'
import type { RunUseCases } from '../lab/runs/run-use-cases'

export interface WindowCallDeps {
  readonly folders: HomeFolders
  readonly models: Pick<ModelUseCases, 'importNetwork' | 'exportEpoch'>
  readonly runs: Pick<RunUseCases, 'run'>
}

/** The calls of a page that the window answers. */
export function windowCalls(window: BrowserWindow, { folders, models, runs }: WindowCallDeps): AreaCalls<'window'> {
  return {
    openNetworkFile: async () => {
      const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, {
        title: 'Open a network',
        filters: [{ name: 'ONNX networks', extensions: ['onnx'] }],
        properties: ['openFile'],
      })
      return canceled || path === undefined ? null : models.importNetwork(path)
    },
    showHome: () => show(folders.home),
    saveEpoch: async (id, epoch) => {
      const { run } = await runs.run(id)
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: `Keep epoch ${epoch}`,
        defaultPath: `${run.id}-epoch-${epoch}.onnx`,
        filters: [{ name: 'ONNX networks', extensions: ['onnx'] }],
      })
      if (canceled || filePath === '') return null
      await models.exportEpoch(id, epoch, filePath)
      return filePath
    },
    showRun: async (id) => {
      await runs.run(id) // so that the id is a run's, and not a way to another folder
      const folder = folders.run(id)
      if (!(await exists(folder))) throw new LabError('run/no-files', `Run ${id} has no files yet.`, 'They come with its first checkpoint.')
      return show(folder)
    },
    showLogs: () => show(folders.logs),
  }
}

/** Shows a folder in the system's file manager. @throws LabError `home/not-shown` */
async function show(folder: string): Promise<null> {
  const refusal = await shell.openPath(folder)
  if (refusal !== '') throw new LabError('home/not-shown', `The folder ${folder} cannot be shown: ${refusal}.`, 'Open it in your file manager.')
  return null
}
