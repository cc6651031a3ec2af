// Closing the window while a run trains: asks the user what to do with the run, and does it.
import { app, dialog, Notification, type BrowserWindow } from 'electron'
import { betweenSentences } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import { lastHeldOut } from '@contract/runs/held-out'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import type { Lab } from '../lab/lab'
import { log, logTrouble, logWritten } from '../log/log'

/** What the user can do with runs that train, in the order of the buttons. */
const choices = ['background', 'quit', 'cancel'] as const
type Choice = (typeof choices)[number]

const choiceWords: Readonly<Record<Choice, string>> = { background: phrase('Keep training in the background'), quit: phrase('Stop and quit'), cancel: phrase('Cancel') }

/** Asks about the runs that train. A paused run has its checkpoint and loses nothing. */
async function askAboutRuns(window: BrowserWindow, runs: readonly RunRecord[]): Promise<Choice> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'CNN Lab',
    message: runs.length === 1 ? phrase('“{run}” is still training.', { run: runs[0]?.title ?? '' }) : phrase('{runs} runs are still training.', { runs: runs.length }),
    detail: phrase('In the background training goes on without the window; start CNN Lab again to see it. Stopping writes a checkpoint, from which a run can be resumed at any time. Runs that wait go on waiting until CNN Lab is started again.'),
    buttons: choices.map((choice) => choiceWords[choice]),
    defaultId: 0,
    cancelId: choices.indexOf('cancel'),
    noLink: true,
  })
  return choices[response] ?? 'cancel'
}

/** Notifies the user of the end of a run that trained in the background. */
function notifyOfEnd(run: RunRecord): void {
  if (!Notification.isSupported()) return
  const done = run.status === 'completed'
  const accuracy = run.testAccuracy ?? lastHeldOut(run).accuracy
  const share = accuracy === null ? null : (accuracy * 100).toFixed(1)
  const result = share === null ? '' : run.testAccuracy === null ? phrase('Validation accuracy: {share} %.', { share }) : phrase('Test accuracy: {share} %.', { share })
  new Notification({
    title: done ? phrase('{run}: training is complete', { run: run.title }) : phrase('{run}: training ended early', { run: run.title }),
    body: `${run.problem?.message ?? ''}${betweenSentences}${result}`.trim(),
  }).show()
}

/** Guards the window's closing and the app's quitting for as long as the app lives. @returns how to close the window and start the app again */
export function guardClosing(window: BrowserWindow, lab: Lab): { readonly restart: () => void } {
  let leaving = false
  let restarting = false
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
      restarting &&= choice === 'quit'
      if (choice === 'background') {
        inBackground = true
        window.hide()
      }
      if (choice === 'quit') quitNow()
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

  app.on('quit', () => {
    if (restarting) app.relaunch()
  })

  // A shutdown of the machine or a `kill` leaves no time for questions.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quitNow)

  return {
    restart: () => {
      restarting = true
      window.close()
    },
  }
}
