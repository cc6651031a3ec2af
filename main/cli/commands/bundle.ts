// `cnn-lab bundle` and `cnn-lab open`: runs into one file, out of one, and trained again to see whether they are what they claim to be.
import { resolve } from 'node:path'
import { verificationWords } from '@common/conclusions/verification-words'
import { formatBytes, formatCounted, plainFormats } from '@common/words/plain-format'
import { marksWords } from '@common/words/marks-words'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { bundleEnding, type OpenedRun, type Verification } from '@contract/bundles/bundle'
import { LabError } from '@contract/problem'
import type { Lab } from '../../lab/lab'
import { outFile } from '../flags/out-file'
import { UsageError } from '../flags/usage-error'
import { ProgressDisplay } from '../terminal/progress-display'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'

/** Writes the bundle, and says where it lies. */
export async function writeBundle(runs: readonly string[], { out, json = false }: { readonly out: string; readonly json?: boolean }, context: CommandContext): Promise<void> {
  if (!out.toLowerCase().endsWith(bundleEnding)) throw new UsageError(phrase('The name of a bundle ends in {ending}.', { ending: bundleEnding }))
  const path = outFile(out)
  await withLab(context, async (lab) => {
    const written = await lab.bundles.write(runs, path)
    if (json) sayJson(context.stdout, written)
    else say(context.stderr, phrase('{what}: {path} ({size})', { what: formatCounted(written.runs.length, 'run'), path: out, size: formatBytes(written.bytes) }))
  })
}

/** Takes over the runs; where asked, trains each again. @returns whether each was found to be what it claims to be */
export function openBundle(file: string, { verify = false, json = false }: { readonly verify?: boolean; readonly json?: boolean }, context: CommandContext): Promise<boolean> {
  return withLab(context, async (lab) => {
    const { bundledBy, ...opened } = await lab.bundles.open(resolve(file))
    if (json) sayJson(context.stdout, opened)
    else for (const run of opened.runs) say(context.stdout, openedLine(run))
    if (!verify) return true
    const interruption = new AbortController()
    context.onInterrupt(() => {
      interruption.abort(new LabError('verification/stopped', phrase('The second training was stopped.'), phrase('Verify the bundle again.')))
    })
    let allHold = true
    for (const { id } of opened.runs) {
      const verification = await trainAgain(lab, id, bundledBy, interruption.signal, context)
      if (json) sayJson(context.stdout, verification)
      else {
        const { outcome, details } = verificationWords(verification, plainFormats)
        say(context.stdout, '', titled(id, outcome), ...details.map((detail) => `  ${detail}`))
      }
      allHold &&= verification.outcome !== 'other-result'
    }
    return allHold
  })
}

async function trainAgain(lab: Lab, id: string, bundledBy: string, signal: AbortSignal, { stderr }: CommandContext): Promise<Verification> {
  const display = new ProgressDisplay(stderr)
  const run = await lab.runs.record(id)
  display.show({ type: 'run', run: { ...run, status: 'starting' } })
  try {
    return await lab.bundles.verify(id, {
      bundledBy,
      signal,
      onEvent: (event) => {
        if (event.type === 'progress' || event.type === 'epoch' || event.type === 'evaluating') display.show({ ...event, runId: id })
      },
    })
  } finally {
    display.close()
  }
}

function openedLine({ original, id, wasThere, marks }: OpenedRun): string {
  const there = original === id ? '' : phrase(' (there: {original})', { original })
  if (wasThere) return `${phrase('{id}: was here already', { id })}${there}`
  const along = marksWords([marks])
  return `${phrase('{id}: taken over', { id })}${there}${along === '' ? '' : phrase(', with {marks}', { marks: along })}`
}
