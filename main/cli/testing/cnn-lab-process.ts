// The command line in a process of its own, as a user starts it, for tests that look at and kill it.
import { onTestFinished } from 'vitest'
import { LabCommand } from '../../../scripts/chaos/lab-command.mjs'

export { kill, signal } from '../../../scripts/chaos/lab-command.mjs'

export class CnnLabProcess extends LabCommand {
  /** Starts `cnn-lab` with a home of its own; what is left of it at the end of the test is killed. */
  constructor(home: string, ...args: readonly string[]) {
    super(home, args)
    onTestFinished(() => {
      this.kill()
    })
  }
}
