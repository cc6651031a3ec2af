// Closing the window while a run trains: asks the user what to do with the run, and does it.
import { app, dialog, Notification, type BrowserWindow } from 'electron'
import { phrase } from '@language/phrase'
import { lastHeldOut } from '@contract/runs/held-out'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import type { Lab } from '../lab/lab'
import { log, logTrouble, logWritten } from '../log/log'

const choices = [phrase('Keep training in the background'), phrase('Stop and quit'), phrase('Cancel')] as const

/** Asks about the runs that train. A paused run has its checkpoint and loses nothing. */
async function askAboutRuns(window: BrowserWindow, runs: readonly RunRecord[]): Promise<(typeof choices)[number]> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: phrase('CNN Lab'),
    message: runs.length === 1 ? phrase('“{runs}” is still training.', { runs: runs[0]?.title ?? '' }) : phrase('{runs} runs are still training.', { runs: runs.length }),
    detail:
      phrase('In the background training goes on without the window; start CNN Lab again to see it. ') +
      phrase('Stopping writes a checkpoint, from which a run can be resumed at any time. Runs that wait go on waiting until CNN Lab is started again.'),
    buttons: [...choices],
    defaultId: 0,
    cancelId: choices.indexOf('Cancel'),
    noLink: true,
  })
  return choices[response] ?? 'Cancel'
}

/** Notifies the user of the end of a run that trained in the background. */
function notifyOfEnd(run: RunRecord): void {
  if (!Notification.isSupported()) return
  const done = run.status === 'completed'
  const [split, share] = run.testAccuracy === null ? ['Validation', lastHeldOut(run).accuracy] : ['Test', run.testAccuracy]
  const accuracy = share === null ? '' : phrase(' {split} accuracy: {share} %.', { split, share: (share * 100).toFixed(1) })
  new Notification({
    title: done ? phrase('{run}: training is complete', { run: run.title }) : phrase('{run}: training ended early', { run: run.title }),
    body: `${run.problem?.message ?? ''}${accuracy}`.trim(),
  }).show()
}

/** Guards the window's closing and the app's quitting for as long as the app lives. */
export function guardClosing(window: BrowserWindow, lab: Lab): void {
  let leaving = false
  let asking = false
  let inBackground = false
  window.on('show', () => {
    inBackground = false
  })

  window.on('close', (event) => {
    const runs = lab.runs.training
    if (leaving || runs.length === 0) return
    event.preventDefault()
    if (asking) return
    asking = true
    void askAboutRuns(window, runs).then((choice) => {
      asking = false
      if (choice === 'Keep training in the background') {
        inBackground = true
        window.hide()
      }
      if (choice === 'Stop and quit') quitNow()
    })
  })

  /** Quits without a question; the lab writes its checkpoint first. */
  const quitNow = (): void => {
    leaving = true
    window.hide()
    app.quit()
  }

  // With nobody to look at it and nothing left to do, the app goes too.
  const leaveWhenDone = async (ended: RunRecord): Promise<void> => {
    const { waiting, isHeld } = await lab.queue.queue()
    if (lab.runs.isTraining || (waiting.length > 0 && !isHeld) || window.isDestroyed() || window.isVisible()) return
    notifyOfEnd(ended)
    quitNow()
  }
  lab.onEvent((event) => {
    if (event.type === 'run' && inBackground && !isActive(event.run.status)) void leaveWhenDone(event.run)
  })

  app.on('window-all-closed', () => {
    app.quit()
  })

  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void lab.close().catch((error: unknown) => {
      logTrouble('app', 'not closed as it should be', error)
    }).then(() => {
      log('info', 'app', 'ended')
      return logWritten()
    }).finally(() => {
      closed = true
      setImmediate(() => { app.quit() }) // not within this event: Electron ignores a quit while it decides on one
    })
  })

  // A shutdown of the machine or a `kill` leaves no time for questions.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quitNow)
}
