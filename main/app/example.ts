// Puts the runs that ship into a home that is new, once: whoever deletes them does not get them again.
import { titleOf } from '@common/words/run-title'
import type { Lab } from '../lab/lab'
import { exampleBundle, exampleMarks } from '../lab/bundles/example-bundle'
import { logTrouble } from '../log/log'
import type { FirstStart } from './first-start'

/** Takes over the example where the home has no run; the window does not wait for it. */
export async function bringExample(lab: Pick<Lab, 'bundles' | 'runs' | 'runTable'>, firstStart: Pick<FirstStart, 'has' | 'mark'>): Promise<void> {
  if (firstStart.has('example')) return
  try {
    if ((await lab.runs.currentRuns()).length === 0) {
      // Titles are in the language of who made the runs; these are the lab's own, and so in the lab's.
      const { runs } = await lab.bundles.open(exampleBundle(), ({ spec }) => titleOf(spec))
      const ids = runs.map(({ id }) => id)
      await lab.runTable.tagRuns(ids, [exampleMarks.tag], [])
      for (const id of ids) await lab.runTable.noteRun(id, exampleMarks.note)
    }
    await firstStart.mark('example')
  } catch (error) {
    logTrouble('app', 'example not taken over', error) // the next start tries again
  }
}
