// Entry of the engine process: connects the engine to the lab, under Electron as a utility process, else as a child process.
import { fileURLToPath } from 'node:url'
import { serve, type EnginePort } from './engine/engine-service'
import { log, logTrouble, openInheritedLog } from './log/log'

/** What Electron's utility process gives beside Node's `process`. */
interface UtilityProcess {
  readonly parentPort?: {
    readonly postMessage: (message: unknown) => void
    readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  }
}

function connect(): EnginePort {
  const { parentPort } = process as UtilityProcess
  if (parentPort) {
    return {
      send: (event) => {
        parentPort.postMessage(event)
      },
      onMessage: (listener) => {
        parentPort.on('message', ({ data }) => {
          listener(data)
        })
      },
    }
  }
  // Without the lab nobody would ever end this process.
  process.on('disconnect', () => process.exit(0))
  return {
    send: (event) => {
      process.send?.(event)
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
  }
}

openInheritedLog('engine')
log('info', 'engine', 'started', { node: process.version, platform: process.platform })
process.on('exit', (code) => {
  log(code === 0 ? 'info' : 'error', 'engine', 'exit', { code })
})
process.on('uncaughtExceptionMonitor', (error) => {
  logTrouble('engine', 'uncaught exception', error)
})
const threadProgram = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
serve(connect(), threadProgram('draw-thread.js'), threadProgram('decode-thread.js'))
