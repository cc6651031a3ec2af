// Gives the page `window.lab`: one typed object, and no other way out of the sandbox.
import { PieceCollector } from '@common/pieces'
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { LabEvent } from '@contract/runs/events'
import type { LabApi } from '@contract/api/lab-api'
import type { WindowCommand } from '@contract/window/window-commands'
import { callChannel, commandChannel, eventChannel, pieceChannel, type PieceReply } from './channels'

/** The names of all calls: the build puts them here (electron.vite.config.ts), as this script need not load what checks their arguments. */
declare const labCallNames: readonly string[]

/** Asks the lab; a long answer is fetched piece by piece, so that it does not hold up the lab's main thread. */
async function call(name: string, args: readonly unknown[]): Promise<unknown> {
  const pieces = new PieceCollector()
  let reply = (await ipcRenderer.invoke(callChannel, name, args)) as PieceReply
  pieces.add(reply.piece)
  while (reply.more !== null) {
    reply = (await ipcRenderer.invoke(pieceChannel, reply.more)) as PieceReply
    pieces.add(reply.piece)
  }
  return reply.problem ? { ok: false, problem: reply.problem } : { ok: true, value: pieces.value }
}

const calls = Object.fromEntries(labCallNames.map((name) => [name, (...args: readonly unknown[]): Promise<unknown> => call(name, args)]))

const onEvent: LabApi['onEvent'] = (listener) => {
  const receive = (_event: unknown, batch: readonly LabEvent[]): void => {
    for (const event of batch) listener(event)
  }
  ipcRenderer.on(eventChannel, receive)
  return () => {
    ipcRenderer.off(eventChannel, receive)
  }
}

const onCommand: LabApi['onCommand'] = (listener) => {
  const receive = (_event: unknown, command: WindowCommand): void => {
    listener(command)
  }
  ipcRenderer.on(commandChannel, receive)
  return () => {
    ipcRenderer.off(commandChannel, receive)
  }
}

/** The page hands over files, not paths: so it opens nothing that the user has not dropped on it. */
const openDroppedSource = (files: readonly File[]): Promise<unknown> => call('openDroppedSource', [files.map((file) => webUtils.getPathForFile(file))])
const dropFiles = (files: readonly File[]): Promise<unknown> => call('dropFiles', [files.map((file) => webUtils.getPathForFile(file))])

/** The only part of the browser's `navigator` that is needed here. */
declare const navigator: { readonly userActivation: { readonly isActive: boolean } }

/**
 * A call that only a click of the user's may lead to. The click is looked for here, since this script has a world of its own: no script of the
 * page can answer in its place. The main process could watch for input events instead, but sees none of a button that a screen reader presses.
 */
const afterClick = (name: string) => (): Promise<unknown> => call(name, [navigator.userActivation.isActive])
const allowCamera = afterClick('allowCamera')
const pasteClipboard = afterClick('pasteClipboard')

contextBridge.exposeInMainWorld('lab', { ...calls, openDroppedSource, dropFiles, allowCamera, pasteClipboard, onEvent, onCommand })
