// What a command that trains several runs does at requests to end.
import { phrase } from '@language/phrase'
import type { Lab } from '../../lab/lab'

export interface PausingInterruption {
  readonly lab: Pick<Lab, 'runs'>
  /** Says a sentence beside the progress. */
  readonly note: (sentence: string) => void
  /** Holds the work; its record says how it stands, where this fails. */
  readonly pause: () => Promise<unknown>
  /** What to do after runs were ended at once, a sentence. */
  readonly remedy: string
}

/** Handles requests to end (Ctrl-C): the first pauses with checkpoints, the next ends the runs at once. */
export function pausingInterruption({ lab, note, pause, remedy }: PausingInterruption): () => void {
  let requests = 0
  return () => {
    requests += 1
    if (requests === 1) {
      note(phrase('Pausing; a checkpoint is written first. Press Ctrl-C again to end at once.'))
      pause().catch(() => undefined) // the record says how it stands
    } else {
      lab.runs.kill({ code: 'run/killed', message: phrase('The run was ended at once, without a checkpoint.'), remedy })
    }
  }
}
