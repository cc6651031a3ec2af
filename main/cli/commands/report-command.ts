// `cnn-lab report`: its arguments and options.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { reportFormats } from '@contract/reports/report-request'
import { partFlagNames, partsHelp } from '../flags/report-parts'
import type { CommandRegistration } from './command-registration'
import type { ReportFlags } from './report'

export const reportCommand: CommandRegistration = (program, { context }) => {
  program
    .command('report')
    .description(phrase('write a report to hand in: of a run, of several runs, of runs compared, of a sweep or of an experiment'))
    .argument('<id...>', phrase('ids of runs, or the id of one sweep, or the id or name of one experiment'))
    .requiredOption('--out <path>', phrase('file to write, e.g. report.pdf'))
    .option('--format <format>', phrase("{formats}; left out: by the end of the file's name", { formats: enumeration(reportFormats) }))
    .option('--compare', phrase('compare the runs with each other, in place of a chapter for each'))
    .option('--parts <names>', phrase('only these parts, separated by commas (see below)'))
    .option('--with <names>', phrase('also these parts, which are left out otherwise'))
    .option('--without <names>', phrase('leave these parts out'))
    .option('--title <text>', phrase('title; left out: made of what is reported'))
    .option('--author <text>', phrase('your name'))
    .option('--course <text>', phrase('the course that it is for'))
    .option('--date <text>', phrase('date as it shall be printed; left out: today'))
    .option('--text <file>', phrase('file with a text of your own, in Markdown with formulas between $ and $'))
    .option('--paper <size>', phrase('paper of a PDF: a4 or letter; left out: a4'))
    .option('--inline', phrase('of Markdown: charts within the file, in place of files in a folder beside it'))
    .option('--replace', phrase('replace the file where there is one'))
    .addHelpText('after', () => `
${phrase('Parts ({count}; * those of every report that has them, unless you say otherwise):', { count: partFlagNames.length })}
${partsHelp()}

${phrase('Examples:')}
  cnn-lab report lenet-relu-1 --out report.pdf --author "Ada Lovelace" --course "Deep learning"
  cnn-lab report lenet-relu-1 lenet-relu-2 --compare --out comparison.html
  cnn-lab report batch-size --out batch-size.md --with points
  cnn-lab report lenet-relu-1 --out repeat-it.ipynb

${phrase("A PDF is printed by the lab's Electron, without a window; on a machine without a display this needs xvfb.")}`)
    .action(async (ids: readonly string[], flags: ReportFlags) => {
      const { writeReport } = await import('./report')
      await writeReport(ids, flags, context)
    })
}
