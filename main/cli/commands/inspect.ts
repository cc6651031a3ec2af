// `cnn-lab inspect`: asks the network what `--what` names, prints its words and figures, and writes the picture or the values.
import { phrase } from '@language/phrase'
import { splits } from '@contract/runs/evaluation'
import { choiceOf } from '../flags/choice'
import { assertOneNetwork, namedNetwork } from '../flags/inspected-network'
import { newOutFile } from '../flags/out-file'
import { checkedNames } from '../flags/preprocessing-flags'
import { say, withLab, type CommandContext } from '../terminal/command-context'
import { CountBar } from '../terminal/count-bar'
import type { Lab } from '../../lab/lab'
import { givenImage } from './inspect/given-image'
import { inspectedFormatOf, jsonOf, writeInspected } from './inspect/inspected-files'
import { inspectedThings, type InspectedThing } from './inspect/inspected-things'
import type { GivenImage, InspectFlags } from './inspect/inspection'
import { inspections } from './inspect/inspections'

/** @throws UsageError, LabError of the network, of the image, and of files */
export async function inspectNetwork(run: string | undefined, flags: InspectFlags, context: CommandContext): Promise<void> {
  assertOneNetwork(run, flags)
  const thing = thingOf(flags)
  const split = flags.split === undefined ? undefined : choiceOf(flags.split, splits, '--split')
  checkedNames(flags)
  const format = flags.out === undefined ? null : inspectedFormatOf(flags.out)
  const path = flags.out === undefined ? null : newOutFile(flags.out, flags.replace ?? false)
  await withLab(context, async (lab) => {
    const named = await namedNetwork(lab, run, flags)
    let image: Promise<GivenImage> | null = null
    const end = followed(lab, context)
    try {
      const inspected = await inspections[thing]({ lab, named, flags, split, output: context.stdout, image: () => (image ??= givenImage(lab, named, flags, split)) })
      end()
      if (flags.json) say(context.stdout, jsonOf(inspected))
      else say(context.stdout, ...[inspected.title, inspected.caption, inspected.text].filter((text) => text !== '').map(plain))
      if (flags.out === undefined && !flags.json) say(context.stderr, phrase('Add --out FILE.png or FILE.svg for the picture, FILE.csv or FILE.json for the values.'))
      if (path !== null && format !== null) {
        await writeInspected(inspected, format, path)
        say(context.stderr, format === 'png' || format === 'svg' ? phrase('Picture: {file}', { file: flags.out ?? '' }) : phrase('Values: {file}', { file: flags.out ?? '' }))
      }
    } finally {
      end()
    }
  })
}

/** With plain spaces in place of those that keep words together, which terminals show in many ways. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

/** What is shown where nothing was named: what is there without an image, or what an image is asked about first. */
function thingOf({ what, image }: InspectFlags): InspectedThing {
  if (what === undefined) return image === undefined ? 'filters' : 'saliency'
  return choiceOf(what, Object.keys(inspectedThings) as InspectedThing[], '--what')
}

/** Shows how far a long question is, and ends it when the user does; returns the function that ends both. */
function followed(lab: Lab, { stderr, onInterrupt }: CommandContext): () => void {
  let bar: CountBar | null = null
  const unsubscribe = lab.onEvent((event) => {
    if (event.type !== 'inspection-progress') return
    bar ??= new CountBar(stderr, event.total, (done, all) => phrase('{done} of {all} done', { done, all }))
    bar.tell(event.done, event.total)
  })
  onInterrupt(() => void lab.inspection.cancelInspection())
  return () => {
    unsubscribe()
    bar?.close()
    bar = null
  }
}
