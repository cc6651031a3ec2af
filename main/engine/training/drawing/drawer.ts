// Interface of a drawer of random values for training steps: dropout masks and augmented images.
import type { StepDraws, StepToDraw } from './step-draws'

export interface Drawer {
  /**
   * The draws of steps whose numbers follow one another. Their images are valid until the next call, which may use the memory again.
   * @throws LabError where they cannot be drawn; the run cannot go on then
   */
  draw: (steps: readonly StepToDraw[]) => readonly StepDraws[]
  /** Announces the steps that will be drawn next, as far as they are known. */
  expect: (steps: readonly StepToDraw[]) => void
  close: () => Promise<void>
}
