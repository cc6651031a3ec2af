// Draws what chance decides of training steps.
import type { StepDraws, StepToDraw } from './step-draws'

export interface Drawer {
  /** What chance decides of steps whose numbers follow one another. @throws LabError where that cannot be told: the run cannot go on then */
  draw: (steps: readonly StepToDraw[]) => readonly StepDraws[]
  /** Tells which steps are to be drawn next, as far as that is known. */
  expect: (steps: readonly StepToDraw[]) => void
  close: () => Promise<void>
}
