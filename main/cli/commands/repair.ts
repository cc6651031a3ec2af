// `cnn-lab repair`: mends the home folder, and says what was found, what was done, and what could not be.
import { phrase } from '@language/phrase'
import { formatCounted } from '@common/words/plain-format'
import type { MendedStore } from '../../lab/store/mend-store'
import { say, sayJson, type CommandContext } from '../terminal/command-context'

const done: Readonly<Record<MendedStore['outcome'], string>> = {
  whole: phrase('The store of runs is whole.'),
  completed: phrase('What it lacked was put back; all else is as it was.'),
  aside: phrase('It was set aside, and a new store begun.'),
}

/** `--json`: the report as one object. @returns whether a record could be made of every lost run */
export async function repair(json: boolean, { stdout, stderr, repair: repairHome }: CommandContext): Promise<boolean> {
  const report = await repairHome()
  const { store, runs: { found, notFound } } = report
  if (json) {
    sayJson(stdout, report)
    return notFound.length === 0
  }
  if (store.why !== null) say(stdout, store.why)
  say(stdout, `${done[store.outcome]}${store.kept === null ? '' : phrase(' The database as it was: {path}', { path: store.kept })}`)
  if (found.length === 0) say(stdout, phrase('No run was lost whose folder is there.'))
  else say(stdout, phrase('{runs} found again:', { runs: formatCounted(found.length, 'run') }), ...found.map(({ id, folder, epochs, ofEpochs }) => `  ${id}: ${phrase('{done} of {all}', { done: epochs, all: formatCounted(ofEpochs, 'epoch') })}${folder === id ? '' : phrase(' (its folder was {folder})', { folder })}`))
  for (const { folder, why } of notFound) say(stderr, phrase('The folder {folder} stays as it is: {why}.', { folder, why }))
  return notFound.length === 0
}
