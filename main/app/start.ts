// The desktop app, once its language is known: opens the window, and the lab behind it while the page draws itself. Started for a print job, it prints a report and opens no lab.
// What is imported here is waited for before anything is seen: the lab and what answers the page come later (window-lab.ts).
import { app, dialog, Menu, session } from 'electron'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LabError, toProblem } from '@contract/problem'
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { borrowFolder } from './borrowed-folder'
import { CameraLoan } from './camera-loan'
import { connectPage } from './lab-bridge'
import { GivenFiles, ownPaths } from './opening/given-files'
import { handedOverPaths, type HandedOver } from './opening/given-paths'
import { declarePageScheme, programServed, servePage } from './page-protocol'
import { chooseRendering } from './rendering'
import { confinePages, confineSession } from './security'
import { openWindow, showWindow } from './window'
import { makeFolderNow, privateMode } from '../files/make-folder'
import { isDefaultHome } from '../lab/home'
import { isReadOnlyHome } from '../lab/home-rights'
import { HomeFolders } from '../lab/home-folders'
import { closeToOthers } from '../lab/home-modes'
import { printJobFolder } from '../lab/reports/print-job-flag'
import { log, logTrouble, openLog } from '../log/log'
import { labVersion } from '../lab/version'

/** Opens the window, and the lab behind it; the app is ready. */
async function openPage(programs: URL, home: string, given: GivenFiles): Promise<void> {
  const here = (path: string): string => fileURLToPath(new URL(path, programs))
  const camera = new CameraLoan()
  confineSession(session.defaultSession, camera)
  const served = servePage(here('../renderer'))
  let asks = (): void => undefined
  const asked = new Promise<void>((resolve) => { asks = resolve })
  const words = language === 'en' ? null : asked // another language is a file that the page's program waits for
  const window = openWindow({ preload: here('../preload/index.cjs'), placement: join(app.getPath('userData'), 'placement.json'), words })
  // The lab's program holds this thread up for longer than the page may wait for its files.
  const connection = programServed(window, served).then(() => import('./window-lab')).then(({ openWindowLab }) => openWindowLab(window, { programs, home, given, camera }))
  connectPage(window, connection, asks)
  try {
    await connection
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

/** The folder for what the window itself keeps; made where it is missing. @throws LabError `home/unusable` */
function windowFolder(home: string): string {
  if (isReadOnlyHome(home)) return borrowFolder() // what the window keeps is forgotten with it
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
  Menu.setApplicationMenu(null) // else Electron makes one of its own first
  app.whenReady().then(() => openPage(programs, home, given)).catch(giveUp)
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
 * Starts the app; Electron becomes ready when this is done.
 * @param programs folder of the built programs, with a slash at its end
 * @param home absolute path of the lab's home
 */
export async function start(programs: URL, home: string): Promise<void> {
  app.setName('CNN Lab')
  app.userAgentFallback = `CNN Lab ${labVersion}` // no server is told so, but PDFs name it as their creator
  try {
    const printJob = printJobFolder(process.argv)
    if (printJob === null) open(programs, home)
    else (await import('./print-job')).runPrintJob(printJob, fileURLToPath(new URL('../renderer', programs)))
  } catch (error) {
    giveUp(error)
  }
}
