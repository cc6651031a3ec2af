// Gives the page `window.lab`: one typed object, and no other way out of the sandbox.
import { contextBridge, ipcRenderer } from 'electron'
import type { LabEvent } from '@contract/runs/events'
import { labCalls, type LabApi } from '@contract/api/lab-api'
import type { WindowCommand } from '@contract/window/window-commands'
import { callChannel, commandChannel, eventChannel } from './channels'

const calls = Object.fromEntries(
  labCalls.map((name) => [name, (...args: readonly unknown[]): Promise<unknown> => ipcRenderer.invoke(callChannel, name, args)]),
)

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

contextBridge.exposeInMainWorld('lab', { ...calls, onEvent, onCommand })
