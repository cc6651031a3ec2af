// `cnn-lab inspect RUN`: its argument and options.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { usualMaximization } from '@common/inspection/usual-maximization'
import { checkpointFlag } from '../flags/checkpoint-flag'
import { withPreprocessing } from '../flags/preprocessing-flags'
import { layerChoices, withSettings } from '../flags/setting-flags'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import { inspectedThings } from './inspect/inspected-things'
import type { InspectFlags } from './inspect/inspection'

export const inspectCommand: CommandRegistration = (program, { context }) => {
  const command = program
    .command('inspect')
    .description(phrase('look into a network: its filters, what it makes of an image, why it answers so'))
    .argument('[run]', phrase('id of the run, e.g. lenet-relu-3; left out with --model'))
    .option('--what <name>', phrase('what to show: {names}; left out: filters, or saliency of an --image', { names: enumeration(Object.keys(inspectedThings)) }))
    .option('--image <n|file>', phrase('an image of the data set by its number, or an image file; left out: test image 0'))
    .option('--split <name>', phrase('the images that numbers mean: test, validation or train; left out: test, of --what units train'))
    .option(...checkpointFlag)
    .option('--layer <name>', phrase('the layer; left out: the first, of cam and maximize the last'))
    .option('--unit <numbers>', phrase('channels or units, e.g. 3, 0,2,5 or 0-9'))
    .option('--class <name|n>', phrase('the class that is explained; left out: the one that the network answers'))
    .option('--method <name>', phrase('of saliency: gradient, gradient-times-input, smooth-grad, integrated-gradients; left out: gradient'), 'gradient')
    .option('--randomised', phrase('explain random weights instead, for comparison: a method whose picture stays the same shows the image alone'))
    .option('--scale <name>', phrase('of filters and maps: common (one scale for all) or own (one for each); left out: common'), 'common')
    .option('--order <name>', phrase('of filters: position, norm, similarity; left out: position'), 'position')
    .option('--steps <n>', phrase('of maximize: steps of gradient ascent; left out: {steps}', { steps: usualMaximization.steps }))
    .option('--images <n>', phrase('of embedding, nearest and units: how many images, from the first on; left out: 1000'), '1000')
    .option('--out <path>', phrase('file to write: .png or .svg (with caption) for the picture, .json or .csv for the values'))
    .option('--replace', phrase('replace the file where there is one'))
    .option('--model <name>', phrase('a network before training, an ONNX file or a JSON file of layers in place of a run'))
  withPreprocessing(withSettings(command, layerChoices))
    .addOption(jsonOption())
    .addHelpText('after', `
--what:
${thingsHelp()}

${phrase('Examples:')}
  cnn-lab inspect alexnet-small-1 --out filters.png
  cnn-lab inspect lenet-relu-1 --image 12 --what cam --out cam.svg
  cnn-lab inspect lenet-relu-1 --image shoe.jpg --what steps --out steps.png
  cnn-lab inspect lenet-relu-1 --what units --out units.csv

${phrase('Without --out the words and figures alone are printed; --json prints all values.')}`)
    .action(async (run: string | undefined, flags: InspectFlags) => {
      const { inspectNetwork } = await import('./inspect')
      await inspectNetwork(run, flags, context)
    })
}

function thingsHelp(): string {
  const longest = Math.max(...Object.keys(inspectedThings).map((name) => name.length))
  return Object.entries(inspectedThings).map(([name, words]) => `  ${name.padEnd(longest)}  ${words}`).join('\n')
}
