// The desktop app, once its language is known: puts lab, window and the bridge between them together. Started for a print job, it prints a report and opens no lab.
import { app, dialog, session, type BrowserWindow } from 'electron'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LabError, toProblem } from '@contract/problem'
import { phrase } from '@language/phrase'
import { CameraLoan } from './camera-loan'
import { guardClosing } from './closing'
import { connectPage, type Connection } from './lab-bridge'
import { bringExample } from './example'
import { FirstStart } from './first-start'
import { describeApp, installMenu } from './menu'
import { chooseFiles } from './opening/choose-files'
import { handedOverPaths, type HandedOver } from './opening/given-paths'
import { followFiles, GivenFiles, ownPaths } from './opening/opening'
import { declarePageScheme, servePage } from './page-protocol'
import { printJobFolder, runPrintJob } from './print-job'
import { pdfPrinter } from './print-page'
import { chooseRendering } from './rendering'
import { confinePages, confineSession } from './security'
import { showTaskbarProgress } from './taskbar-progress'
import { UtilityProcessLauncher } from './utility-process-launcher'
import { openWindow, showWindow } from './window'
import { makeFolderNow, privateMode } from '../files/make-folder'
import { packagedLab } from '../files/packaged-lab'
import { isDefaultHome } from '../lab/home'
import { isReadOnlyHome } from '../lab/home-rights'
import { HomeFolders } from '../lab/home-folders'
import { closeToOthers } from '../lab/home-modes'
import { Lab } from '../lab/lab'
import { threadedStore } from '../lab/store/threaded-store'
import type { WindowCommand } from '@contract/window/window-commands'
import { commandChannel } from '../../preload/channels'
import { log, logTrouble, openLog } from '../log/log'
import { labVersion } from '../lab/version'

/** Opens the lab, which may begin before the app is ready, and takes over what an earlier program left. @param programs folder of the built programs */
async function openLab(programs: URL, home: string): Promise<Lab> {
  const here = (path: string): string => fileURLToPath(new URL(path, programs))
  const launcher = new UtilityProcessLauncher(here('./engine-process.js'))
  const parts = packagedLab(here('./index.js'))
  const command = parts ? [parts.node, parts.commandLine] : ['env', 'ELECTRON_RUN_AS_NODE=1', process.execPath, here('./cli.js')]
  const lab = await Lab.open({ home, launcher, openStore: threadedStore(here('./store-thread.js')), command, printer: pdfPrinter(here('../renderer')) })
  await app.whenReady() // before which no engine process can be started
  lab.runs.followOthers()
  await lab.takeOver()
  return lab
}

/** Opens the window, whose page draws itself while the lab is opened; the app is ready. @param opening the lab */
async function openPage(programs: URL, home: string, given: GivenFiles, opening: Promise<Lab>): Promise<void> {
  const here = (path: string): string => fileURLToPath(new URL(path, programs))
  const camera = new CameraLoan()
  confineSession(session.defaultSession, camera)
  servePage(here('../renderer'))
  const window = openWindow({ preload: here('../preload/index.cjs'), placement: join(app.getPath('userData'), 'placement.json') })
  const connection = opening.then((lab) => ({ lab, desktop: desktopOf(window, lab, { home, given, camera }) }))
  connectPage(window, connection)
  try {
    const { lab, desktop: { firstStart } } = await connection
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', () => void bringExample(lab, firstStart))
    else void bringExample(lab, firstStart)
    showTaskbarProgress(window, lab)
  } catch (error) {
    if (window.isDestroyed()) return // the user has left meanwhile
    window.hide() // its page would wait for ever
    throw error
  }
  const show = (): void => {
    showWindow(window)
  }
  app.on('second-instance', show)
  app.on('activate', show)
}

/** What the window has beside the lab: the files that it is given, its menu, the question at its end. */
function desktopOf(window: BrowserWindow, lab: Lab, { home, given, camera }: { readonly home: string; readonly given: GivenFiles; readonly camera: CameraLoan }): Connection['desktop'] {
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
  const { restart } = guardClosing(window, lab)
  describeApp()
  makeMenu()
  return { camera, desk, firstStart: new FirstStart(join(folder, 'first-start.json')), recent, restart }
}

/** The folder for what the window itself keeps; made where it is missing. @throws LabError `home/unusable` */
function windowFolder(home: string): string {
  if (isReadOnlyHome(home)) return mkdtempSync(join(tmpdir(), 'cnn-lab-window-')) // what the window keeps is forgotten with it
  const folder = join(home, 'window')
  try {
    // At once: it must be there before anything else, and three folders deep is all that it is.
    makeFolderNow(folder, privateMode)
  } catch (error) {
    const message = phrase("The lab's folder {home} cannot be used: {message}.", { home, message: toProblem(error).message })
    throw new LabError('home/unusable', message, phrase('Set CNN_LAB_HOME to a folder that you may write to.'), { cause: error })
  }
  return folder
}

/** Opens the app, or shows the window of the one that runs already: one home, one window. */
function open(programs: URL, home: string): void {
  app.setPath('userData', windowFolder(home)) // by which the first instance is found, too
  openLog({ folder: new HomeFolders(home).logs, process: 'window', inBackground: true })
  closeToOthers(home, { isOurs: isDefaultHome() })
  const given = new GivenFiles()
  app.on('open-file', (event, path) => { // macOS, which may tell it before the app is ready
    event.preventDefault()
    given.add([path])
  })
  const handedOver: HandedOver = { paths: [...ownPaths()] }
  if (!app.requestSingleInstanceLock(handedOver)) {
    app.quit()
    return
  }
  app.on('second-instance', (_event, _argv, _folder, message) => {
    given.add(handedOverPaths(message))
  })
  log('info', 'app', 'started', { version: labVersion, electron: process.versions.electron, platform: process.platform })
  app.on('child-process-gone', (_event, { type, reason, exitCode, name, serviceName }) => {
    log(reason === 'clean-exit' ? 'info' : 'error', 'app', 'child process gone', { type, reason, exitCode, name: name ?? serviceName })
  })
  app.on('render-process-gone', (_event, _page, { reason, exitCode }) => {
    log('error', 'app', 'page gone', { reason, exitCode })
  })
  chooseRendering()
  declarePageScheme()
  confinePages()
  given.add(handedOver.paths)
  const opening = openLab(programs, home)
  opening.catch(() => undefined) // told where it is waited for
  app.whenReady().then(() => openPage(programs, home, given, opening)).catch(giveUp)
}

/** Says in a dialog why the lab cannot be opened, and ends. */
function giveUp(error: unknown): void {
  const { message, remedy } = toProblem(error)
  logTrouble('app', 'not opened', error)
  void app.whenReady().then(() => {
    dialog.showErrorBox(phrase('CNN Lab cannot be opened'), `${message}\n\n${remedy}`)
    app.exit(1)
  })
}

/**
 * Starts the app.
 * @param programs folder of the built programs, with a slash at its end
 * @param home absolute path of the lab's home
 */
export function start(programs: URL, home: string): void {
  app.setName('CNN Lab')
  app.userAgentFallback = `CNN Lab ${labVersion}` // no server is told so, but PDFs name it as their creator
  try {
    const printJob = printJobFolder(process.argv)
    if (printJob === null) open(programs, home)
    else runPrintJob(printJob, fileURLToPath(new URL('../renderer', programs)))
  } catch (error) {
    giveUp(error)
  }
}
