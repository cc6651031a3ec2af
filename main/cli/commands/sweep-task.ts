// Runs the task of an array job, with a few lines for the task's log.
import { problemSentence } from '@common/words/problem-sentence'
import { SweepFolder } from '../../lab/cluster/sweep-folder'
import { Slurm } from '../../lab/cluster/slurm/slurm'
import { SweepTask } from '../../lab/cluster/task/sweep-task'
import { phrase } from '@language/phrase'
import { mostPoints } from '@contract/sweeps/strategy'
import { countOf } from '../flags/count-flag'
import { ProgressDisplay } from '../terminal/progress-display'
import { say, sayOnOneLine, type CommandContext } from '../terminal/command-context'

/** @returns whether the task did what it was to do: the result is in place, or the task is back in the queue */
export async function sweepTask(folder: string, point: string, { stdout, stderr, launcher, onInterrupt, onTimeLimit }: CommandContext): Promise<boolean> {
  const display = new ProgressDisplay(stderr)
  const task = new SweepTask({
    folder: new SweepFolder(folder),
    point: countOf(point, phrase('the point'), mostPoints),
    launcher,
    slurm: new Slurm(),
    env: process.env,
    emit: (event) => {
      display.show(event)
      if (event.type === 'run' && event.run.problem) sayOnOneLine(stderr, problemSentence(event.run.problem))
    },
  })
  onInterrupt(() => {
    task.stop()
  })
  onTimeLimit(() => {
    task.goBack()
  })
  const outcome = await task.run()
  display.close()
  say(stdout, phrase('Point {point}: {outcome}.', { point, outcome }))
  return outcome !== 'not-completed'
}
