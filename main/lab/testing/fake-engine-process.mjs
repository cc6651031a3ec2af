// The stand-in for the engine in a process of its own.
import { setTimeout as sleep } from 'node:timers/promises'
import { fakeEngine } from './fake-engine.mjs'

/** @import { FakeBehaviour } from './fake-behaviour' */

const obey = fakeEngine(/** @type {FakeBehaviour} */ (JSON.parse(process.env.FAKE_ENGINE ?? '{}')), {
  send: (message) => process.send?.(message),
  writeError: (text) => process.stderr.write(text),
  end: (how) => {
    if (typeof how === 'number') process.exit(how)
    process.kill(process.pid, how)
  },
  sleep,
})
process.on('message', (command) => {
  obey(/** @type {Parameters<typeof obey>[0]} */ (command))
})
process.on('disconnect', () => {
  process.exit(0)
})
