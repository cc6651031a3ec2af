// The window's dialog for a network's file: the page never names a path, so that it gets no file but what the user chose.
import { dialog, type BrowserWindow } from 'electron'
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
  }
}
