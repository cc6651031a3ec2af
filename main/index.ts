// The desktop app: puts lab, window and the bridge between them together.
import { app, dialog, session } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toProblem } from '@contract/problem'
import { guardClosing } from './app/closing'
import { connectPage } from './app/lab-bridge'
import { installMenu } from './app/menu'
import { declarePageScheme, servePage } from './app/page-protocol'
import { chooseRendering } from './app/rendering'
import { confinePages, confineSession } from './app/security'
import { showTaskbarProgress } from './app/taskbar-progress'
import { UtilityProcessLauncher } from './app/utility-process-launcher'
import { openWindow, showWindow } from './app/window'
import { labHome } from './lab/home'
import { Lab } from './lab/lab'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

function openLab(): void {
  const lab = new Lab({ home, launcher: new UtilityProcessLauncher(here('./engine-process.js')) })
  confineSession(session.defaultSession)
  servePage(here('../renderer'))
  const window = openWindow({ preload: here('../preload/index.cjs'), placement: join(app.getPath('userData'), 'placement.json') })
  connectPage(window, lab)
  showTaskbarProgress(window, lab)
  installMenu(window, home)
  guardClosing(window, lab)
  app.on('second-instance', () => {
    showWindow(window)
  })
  app.on('activate', () => {
    showWindow(window)
  })
}

/** Says in a dialog why the lab cannot be opened, and ends. */
function giveUp(error: unknown): void {
  const { message, remedy } = toProblem(error)
  dialog.showErrorBox('CNN Lab cannot be opened', `${message}\n\n${remedy}`)
  app.exit(1)
}

app.setName('CNN Lab')
const home = labHome()

try {
  // The window's own files lie in the lab's home too; one home, one window.
  const windowFiles = join(home, 'window')
  mkdirSync(windowFiles, { recursive: true })
  app.setPath('userData', windowFiles)
} catch (error) {
  giveUp(error)
}

if (app.requestSingleInstanceLock()) {
  chooseRendering()
  declarePageScheme()
  confinePages()
  app.whenReady().then(openLab).catch(giveUp)
} else {
  app.quit() // the first instance has been told, and shows its window
}
