// Goes on with what the end of another lab has interrupted: sweeps, experiments.
import { logTrouble } from '../log/log'

/** @param all those in the store; the others among them are left alone */
export async function resumeInterrupted(area: 'sweeps' | 'experiments', all: readonly { readonly id: string; readonly status: string }[], resume: (id: string) => Promise<unknown>): Promise<void> {
  for (const { id, status } of all) {
    if (status !== 'interrupted') continue
    await resume(id).catch((error: unknown) => {
      logTrouble(area, 'what was interrupted does not go on', error, { id }) // it stands in the list, where it can be resumed
    })
  }
}
