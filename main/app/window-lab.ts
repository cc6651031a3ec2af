// The lab behind the window, opened while the page draws itself: its use cases as the page calls them, and what the window has beside it. The start loads this last.
import { app, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WindowCommand } from '@contract/window/window-commands'
import { commandChannel } from '../../preload/channels'
import { packagedLab } from '../files/packaged-lab'
import { Lab } from '../lab/lab'
import { threadedStore } from '../lab/store/threaded-store'
import type { CameraLoan } from './camera-loan'
import { guardClosing } from './closing'
import { bringExample } from './example'
import { FirstStart, firstStartMarks } from './first-start'
import type { Connection } from './lab-bridge'
import { answerCall } from './lab-calls'
import { keepBorrowed } from './left-folders'
import { describeApp, installMenu } from './menu'
import { chooseFiles } from './opening/choose-files'
import type { GivenFiles } from './opening/given-files'
import { followFiles } from './opening/opening'
import { pdfPrinter } from './print-page'
import { showTaskbarProgress } from './taskbar-progress'
import { UtilityProcessLauncher } from './utility-process-launcher'
import { windowCalls, type WindowCallDeps } from './window-calls'

export interface WindowLabDeps {
  /** Folder of the built programs. */
  readonly programs: URL
  /** Absolute path of the lab's home. */
  readonly home: string
  /** The files that the program is given. */
  readonly given: GivenFiles
  readonly camera: CameraLoan
}

/** What the window has beside the lab. */
type Desktop = Pick<WindowCallDeps, 'camera' | 'desk' | 'firstStart' | 'recent' | 'restart'>

/** Opens the lab, and takes over what an earlier program left. @param programs folder of the built programs */
async function openLab(programs: URL, home: string): Promise<Lab> {
  const here = (path: string): string => fileURLToPath(new URL(path, programs))
  const launcher = new UtilityProcessLauncher(here('./engine-process.js'))
  const parts = packagedLab(here('./index.js'))
  const command = parts ? [parts.node, parts.commandLine] : ['env', 'ELECTRON_RUN_AS_NODE=1', process.execPath, here('./cli.js')]
  const lab = await Lab.open({ home, launcher, openStore: threadedStore(here('./store-thread.js')), command, printer: pdfPrinter(here('../renderer')) })
  lab.runs.followOthers()
  await lab.takeOver()
  return lab
}

/** What the window has beside the lab: the files that it is given, its menu, the question at its end. */
function desktopOf(window: BrowserWindow, lab: Lab, { home, given, camera }: WindowLabDeps): Desktop {
  const tell = (command: WindowCommand): void => {
    if (!window.isDestroyed()) window.webContents.send(commandChannel, command)
  }
  const folder = app.getPath('userData')
  const { desk, recent } = followFiles({ given, opener: lab, folder, tell, onRecent: () => { makeMenu() } })
  function makeMenu(): void {
    installMenu({
      ...{ home, recent: recent.paths, tell },
      chooseFiles: () => void chooseFiles(window).then((paths) => desk.take(paths)),
      openRecent: (path) => void desk.take([path]),
      clearRecent: () => { recent.clear() },
    })
  }
  const firstStart = new FirstStart(join(folder, 'first-start.json'))
  if (lab.isReadOnly) {
    for (const mark of firstStartMarks) void firstStart.mark(mark) // such a home is none of this user's own
    keepBorrowed(folder)
  }
  const { restart } = guardClosing(window, lab)
  describeApp()
  makeMenu()
  return { camera, desk, firstStart, recent, restart }
}

/** What the page may call, by area. */
function callsOf(window: BrowserWindow, lab: Lab, desktop: Desktop): Parameters<typeof answerCall>[0] {
  const { bundles, catalogue, data, devices, downloads, evaluations, experiments, imports, inspection, models, networkFiles, ownNetworks, queue, reports, runs, runTable, sweeps, training } = lab
  return { bundles, catalogue, data, devices, downloads, evaluations, experiments, imports, inspection, models, networkFiles, ownNetworks, queue, reports, runs, runTable, sweeps, training, window: windowCalls(window, { ...desktop, bundles, folders: lab.folders, imports, models, networkFiles, reports, runs }) }
}

/** Opens the lab of a window; the app is ready. @throws LabError where the home cannot be used */
export async function openWindowLab(window: BrowserWindow, deps: WindowLabDeps): Promise<Connection> {
  const lab = await openLab(deps.programs, deps.home)
  const desktop = desktopOf(window, lab, deps)
  if (window.webContents.isLoading()) window.webContents.once('did-finish-load', () => void bringExample(lab, desktop.firstStart))
  else void bringExample(lab, desktop.firstStart)
  showTaskbarProgress(window, lab)
  const calls = callsOf(window, lab, desktop)
  return { answer: (name, args) => answerCall(calls, name, args), onEvent: (listener) => lab.onEvent(listener) }
}
