// `cnn-lab sweep-task FOLDER POINT`: what the tasks of a sweep on a cluster run; users have no use for it.
import { phrase } from '@language/phrase'
import type { CommandRegistration } from './command-registration'

export const sweepTaskCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('sweep-task', { hidden: true })
    .description(phrase('train one point of a sweep as a task of an array job of SLURM'))
    .argument('<folder>', phrase("the sweep's folder on the shared disk"))
    .argument('<point>', phrase('number of the point'))
    .action(async (folder: string, point: string) => {
      const { sweepTask } = await import('./sweep-task')
      report(await sweepTask(folder, point, context))
    })
}
