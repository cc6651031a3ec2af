// `cnn-lab check-gpu`: all that only a machine with a GPU can show, in one go.
import { phrase } from '@language/phrase'
import { gpuCheckSchema, type CheckedStep } from '@contract/devices/gpu-check'
import { Peer } from '../../lab/benchmark/peer'
import { pythonCommand } from '../../lab/benchmark/peer-script'
import { checkStatusWords, countsOf, gpuCheckMarkdown } from '../../lab/gpu-check/gpu-check-markdown'
import { writeFileWhole } from '../../files/durable-file'
import { choiceOf } from '../flags/choice'
import { countOf } from '../flags/count-flag'
import { outFile } from '../flags/out-file'
import { say, withLab, type CommandContext } from '../terminal/command-context'
import { conditionsLine } from './bench/conditions-line'

export interface CheckGpuFlags {
  readonly device?: string
  readonly small?: boolean
  readonly minutes?: string
  readonly out?: string
}

const mostMinutes = 600

/** Milliseconds that Python may take to import PyTorch, and to measure one network: the check as a whole has minutes. */
const patience = { ofImport: 60_000, ofMeasurement: 60_000 }

/** @returns whether a GPU was checked and nothing failed */
export async function checkGpu({ device, small = false, minutes = '10', out = 'gpu-check' }: CheckGpuFlags, context: CommandContext): Promise<boolean> {
  const seconds = 60 * countOf(minutes, '--minutes', mostMinutes)
  const chosen = device === undefined ? null : choiceOf(device, ['webgpu', 'cuda'], '--device')
  const [json, markdown] = [outFile(`${out}.json`), outFile(`${out}.md`)]
  const { stdout, stderr } = context
  const ending = new AbortController()
  context.onInterrupt(() => {
    say(stderr, phrase('Ending; what was found so far is written.'))
    ending.abort()
  })
  const check = await withLab(context, async (lab) => {
    if (await lab.runs.isBusyElsewhere()) say(stderr, phrase('Another window or terminal of the lab is training; everything measured now is too slow.'))
    const pytorch = await Peer.find('pytorch', pythonCommand(), patience.ofImport, patience.ofMeasurement)
    if (!pytorch) say(stderr, phrase('PyTorch cannot be imported by {python} (CNN_LAB_PYTHON names another Python), so nothing is compared with it.', { python: pythonCommand() }))
    else if (!pytorch.hasGpu) say(stderr, phrase('{pytorch} sees no GPU (CNN_LAB_PYTHON names another Python), so nothing is compared with it.', { pytorch: pytorch.title }))
    const tell = (step: CheckedStep): void => {
      say(stderr, stepLine(step))
    }
    return gpuCheckSchema.parse(await lab.benchmarks.checkGpus({ device: chosen, isSmall: small, seconds, pytorch: pytorch?.hasGpu ? pytorch : null, tell, signal: ending.signal }))
  })
  await writeFileWhole(json, `${JSON.stringify(check, null, 2)}\n`)
  await writeFileWhole(markdown, gpuCheckMarkdown(check, conditionsLine(check.conditions)))
  const isChecked = check.steps.some(({ status }) => status === 'passed' || status === 'told')
  say(stdout, isChecked ? phrase('{counts}.', { counts: countsOf(check.steps) }) : phrase('No GPU was checked.'), phrase('Written: {json}, {markdown}', { json, markdown }))
  return isChecked && check.steps.every(({ status }) => status !== 'failed')
}

/** `cuda, losses of alexnet: passed. ...` */
const stepLine = ({ device, title, status, words }: CheckedStep): string =>
  phrase('{step}: {status}. {words}', { step: device === null ? title : [device, title].join(phrase(', ')), status: checkStatusWords(status), words })
