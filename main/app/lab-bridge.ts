// The bridge between the page and the lab: answers the page's calls, and tells it what happens.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { callChannel, eventChannel, pieceChannel } from '../../preload/channels'
import type { Lab } from '../lab/lab'
import type { WindowCallDeps } from './window-calls'
import { EventBatches } from './event-batches'
import { answerCall } from './lab-calls'
import { LongAnswers } from './long-answers'
import { windowCalls } from './window-calls'
import { pageOrigin } from './page-files'

/** Whether a call comes from the main frame of this window, showing our own page. */
function isFromPage(window: BrowserWindow, event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return !window.isDestroyed() && frame !== null && frame === window.webContents.mainFrame && frame.origin === pageOrigin
}

/** What answers a page: the lab, and what the window has beside it. */
export interface Connection {
  readonly lab: Lab
  readonly desktop: Pick<WindowCallDeps, 'camera' | 'desk' | 'firstStart' | 'recent' | 'restart'>
}

function callsOf(window: BrowserWindow, { lab, desktop }: Connection): Parameters<typeof answerCall>[0] {
  const { bundles, catalogue, data, devices, downloads, evaluations, experiments, imports, inspection, models, networkFiles, ownNetworks, queue, reports, runs, runTable, sweeps, training } = lab
  return { bundles, catalogue, data, devices, downloads, evaluations, experiments, imports, inspection, models, networkFiles, ownNetworks, queue, reports, runs, runTable, sweeps, training, window: windowCalls(window, { ...desktop, bundles, folders: lab.folders, imports, models, networkFiles, reports, runs }) }
}

/**
 * Connects a window's page with the lab, until the window is closed.
 * @param connection on its way while the lab is opened: the page draws itself meanwhile, and its calls wait
 */
export function connectPage(window: BrowserWindow, connection: Promise<Connection>): void {
  const calls = connection.then((connected) => callsOf(window, connected))
  calls.catch(() => undefined) // told by whoever opens the lab, whether the page asks or not
  const long = new LongAnswers()
  ipcMain.handle(callChannel, async (event, name: unknown, args: unknown) => {
    if (!isFromPage(window, event)) throw new Error('This page may not ask the lab for anything.')
    return long.begin(await answerCall(await calls, name, args))
  })
  ipcMain.handle(pieceChannel, (event, answer: unknown) => {
    if (!isFromPage(window, event)) throw new Error('This page may not ask the lab for anything.')
    return long.next(answer)
  })
  const batches = new EventBatches((batch) => {
    window.webContents.send(eventChannel, batch)
  })
  const following = connection.then(({ lab }) => (window.isDestroyed() ? () => undefined : lab.onEvent((event) => { batches.add(event) })))
  following.catch(() => undefined)
  window.once('closed', () => {
    void following.then((unfollow) => { unfollow() }, () => undefined)
    batches.close()
    ipcMain.removeHandler(callChannel)
    ipcMain.removeHandler(pieceChannel)
  })
}
