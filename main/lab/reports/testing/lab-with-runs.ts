// A lab whose store holds made-up runs, and whose engine nobody may start: for the tests of reports.
import { onTestFinished } from 'vitest'
import type { EngineLauncher } from '../../engine-process/channel'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { Store } from '../../store/store'
import type { FinishedRun } from '../../testing/finished-run'
import { temporaryFolder } from '../../testing/samples'

export interface LabWithRuns {
  readonly lab: Lab
  readonly home: string
  /** Of the runs, in their order. */
  readonly ids: readonly string[]
}

export const noEngine: EngineLauncher = {
  launch: () => {
    throw new Error('a report has started an engine process')
  },
}

/** @param runs their ids are given anew */
export async function labWithRuns(runs: readonly FinishedRun[], home = temporaryFolder()): Promise<LabWithRuns> {
  const store = new Store(home)
  store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
  const ids = runs.map(({ run, points }) => {
    const { id, createdAt } = store.runs.create(run.spec, run.title, 'me')
    store.runs.save({ ...run, id, createdAt }, 'me', { epochs: run.epochs, points })
    return id
  })
  store.close()
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher: noEngine })
  onTestFinished(() => lab.close())
  return { lab, home, ids }
}
