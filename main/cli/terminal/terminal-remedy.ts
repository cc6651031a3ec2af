// Remedies for the terminal, in place of those that speak of the window.
import { problemSentence } from '@common/words/problem-sentence'
import { visibleLine } from '@common/words/visible-controls'
import { phrase } from '@language/phrase'
import type { Problem } from '@contract/problem'

/** By the code of the problem; `command`: how the user calls this program. */
const remedies: Readonly<Record<string, (command: string) => string>> = {
  'run/unknown': (command) => phrase('`{command} runs` lists those that there are.', { command }),
  'sweep/unknown': (command) => phrase('`{command} sweeps` lists those that there are.', { command }),
  'sweep/completed': (command) => phrase('Repeat failed points by `{command} sweeps retry SWEEP`, or extend it by `{command} sweeps extend SWEEP FILE`.', { command }),
  'run/completed': (command) => phrase('Train it for longer by `{command} resume RUN --epochs N`, N more epochs.', { command }),
  'import/size-needed': () => phrase('Give the size that all are to have by `--size`, e.g. `--size 64`.'),
  'import/unreadable': () => phrase('Mend the file or take it away, or have such images left out by `--unreadable leave-out`.'),
  'run/no-checkpoint': (command) => phrase('Go on with it by `{command} resume`, and let it train for an epoch.', { command }),
}

/** A problem in one line whatever it names, with what to do in this terminal. */
export function problemLine({ code, message, remedy }: Problem, command: string): string {
  return visibleLine(problemSentence({ message, remedy: remedies[code]?.(command) ?? remedy }))
}
