// Runs the engine in the process of a test, which knows the data sets that the test has registered.
import { serve } from '../../engine/engine-service'
import type { EngineChannel, EngineExit, EngineLauncher } from '../engine-process/channel'

export class LauncherInProcess implements EngineLauncher {
  /** @param drawThread path of the built program that draws augmented images and masks; without one they cannot be drawn */
  constructor(readonly drawThread = 'no drawing thread') {}

  launch(): EngineChannel {
    const [toLab, toEngine]: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []]
    const onEnd: ((exit: EngineExit) => void)[] = []
    let hasEnded = false
    const later = (listeners: readonly ((message: unknown) => void)[], message: unknown): void => {
      setImmediate(() => {
        if (!hasEnded) for (const listener of listeners) listener(message)
      })
    }
    serve({ send: (event) => { later(toLab, event) }, onMessage: (listener) => toEngine.push(listener) }, this.drawThread)
    return {
      pid: undefined,
      send: (command) => { later(toEngine, structuredClone(command)) },
      onMessage: (listener) => toLab.push(listener),
      onErrorOutput: () => undefined,
      onExit: (listener) => onEnd.push(listener),
      kill: () => {
        hasEnded = true
        setImmediate(() => { for (const listener of onEnd) listener({ code: 0, signal: null, lastWords: '' }) })
      },
    }
  }
}
