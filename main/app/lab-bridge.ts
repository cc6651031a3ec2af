// The bridge between the page and the lab: answers the page's calls, and tells it what happens.
import type { Answer } from '@contract/api/answer'
import type { LabEvent } from '@contract/runs/events'
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { callChannel, eventChannel, pieceChannel } from '../../preload/channels'
import { EventBatches } from './event-batches'
import { LongAnswers } from './long-answers'
import { pageOrigin } from './page-files'

/** Whether a call comes from the main frame of this window, showing our own page. */
function isFromPage(window: BrowserWindow, event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return !window.isDestroyed() && frame !== null && frame === window.webContents.mainFrame && frame.origin === pageOrigin
}

/** What answers a page. */
export interface Connection {
  /** Does one call, whose name and arguments are as the page sent them: unchecked. */
  readonly answer: (name: unknown, args: unknown) => Promise<Answer<unknown>>
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
}

/**
 * Connects a window's page with the lab, until the window is closed.
 * @param connection on its way while the lab is opened: the page draws itself meanwhile, and its calls wait
 * @param onAsked called when the page asks for something: its program runs
 */
export function connectPage(window: BrowserWindow, connection: Promise<Connection>, onAsked: () => void): void {
  connection.catch(() => undefined) // told by whoever opens the lab, whether the page asks or not
  const long = new LongAnswers()
  ipcMain.handle(callChannel, async (event, name: unknown, args: unknown) => {
    if (!isFromPage(window, event)) throw new Error('This page may not ask the lab for anything.')
    onAsked()
    return long.begin(await (await connection).answer(name, args))
  })
  ipcMain.handle(pieceChannel, (event, answer: unknown) => {
    if (!isFromPage(window, event)) throw new Error('This page may not ask the lab for anything.')
    return long.next(answer)
  })
  const batches = new EventBatches((batch) => {
    window.webContents.send(eventChannel, batch)
  })
  const following = connection.then(({ onEvent }) => (window.isDestroyed() ? () => undefined : onEvent((event) => { batches.add(event) })))
  following.catch(() => undefined)
  window.once('closed', () => {
    void following.then((unfollow) => { unfollow() }, () => undefined)
    batches.close()
    ipcMain.removeHandler(callChannel)
    ipcMain.removeHandler(pieceChannel)
  })
}
