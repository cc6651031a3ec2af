// `cnn-lab predict RUN IMAGE...`: its arguments and options.
import { phrase } from '@language/phrase'
import { checkpointFlag } from '../flags/checkpoint-flag'
import { withPreprocessing } from '../flags/preprocessing-flags'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { PredictFlags } from './predict'

export const predictCommand: CommandRegistration = (program, { context, report }) => {
  const command = program
    .command('predict')
    .description(phrase('what a trained network says of your own images: files, or folders with all that is in them'))
    .argument('[run]', phrase('id of the run, e.g. lenet-relu-3; left out with --model'))
    .argument('[image...]', phrase('image files (PNG, JPEG, WebP, BMP, TIFF, GIF) and folders'))
    .option('--model <file>', phrase('an ONNX file with its own weights in place of a run'))
    .option(...checkpointFlag)
  withPreprocessing(command)
    .option('--csv <path>', phrase('write a table with the probability of every class'))
    .option('--replace', phrase('replace the file of --csv where there is one'))
    .addOption(jsonOption())
    .addHelpText('after', `
${phrase('Examples:')}
  cnn-lab predict lenet-relu-1 shoe.jpg
  cnn-lab predict lenet-relu-1 photographs/ --epoch best --csv answers.csv
  cnn-lab predict lenet-relu-1 drawings/*.png --recipe mnist

${phrase("Every image is brought into the form of the network's data set; `cnn-lab inspect RUN --image FILE --what steps` shows how.")}
${phrase('Exit code 1 if any image could not be read; the others are answered all the same.')}`)
    .action(async (run: string | undefined, images: readonly string[], flags: PredictFlags) => {
      const { predictImages } = await import('./predict')
      report(await predictImages(run, images, flags, context))
    })
}
