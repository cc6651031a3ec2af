// What a page asks of the desktop: a dialog for a network's file, and the lab's folder. It never names a path: it gets no file but what the user chose.
import { dialog, shell, type BrowserWindow } from 'electron'
import { LabError } from '@contract/problem'
import type { LabUseCases, WindowCalls } from '../lab/use-cases'

/** The calls of a page that the window answers. */
export function windowCalls(window: BrowserWindow, lab: LabUseCases): WindowCalls {
  return {
    openNetworkFile: async () => {
      const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, {
        title: 'Open a network',
        filters: [{ name: 'ONNX networks', extensions: ['onnx'] }],
        properties: ['openFile'],
      })
      return canceled || path === undefined ? null : lab.importNetwork(path)
    },
    showHome: async () => {
      const { home } = await lab.catalogue()
      const refusal = await shell.openPath(home)
      if (refusal !== '') throw new LabError('home/not-shown', `The folder ${home} cannot be shown: ${refusal}.`, 'Open it in your file manager.')
      return null
    },
  }
}
