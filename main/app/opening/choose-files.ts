// The dialog of File > Open.
import { phrase } from '@language/phrase'
import { bundleEnding } from '@contract/bundles/bundle'
import { networkFileEndings } from '@contract/models/network-file'
import { dialog, type BrowserWindow } from 'electron'

const extension = (ending: string): string => ending.slice(1)

/** Ends of names that the first filter of the dialog shows; what a file is, its content decides. */
const pictures = ['png', 'jpg', 'jpeg', 'webp', 'bmp', 'gif', 'svg', 'avif', 'tif', 'tiff']
const sources = ['zip', 'tar', 'gz', 'tgz', 'npz', 'npy', 'csv', 'bin', 'idx']

/** The files that the user chooses; none where the dialog was left. */
export async function chooseFiles(window: BrowserWindow): Promise<readonly string[]> {
  const networks = Object.values(networkFileEndings).map(extension)
  const bundle = extension(bundleEnding)
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: phrase('Open § what one does with a file'),
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: phrase('Everything that the lab opens'), extensions: [...networks, bundle, ...pictures, ...sources] },
      { name: phrase('Bundles of runs'), extensions: [bundle] },
      { name: phrase('Networks, settings and sweeps'), extensions: networks },
      { name: phrase('Pictures'), extensions: pictures },
      { name: phrase('All files'), extensions: ['*'] },
    ],
  })
  return canceled ? [] : filePaths
}
