// `cnn-lab repair`: mends the home folder, and says what was found, what was done, and what could not be.
import { formatCounted } from '@common/words/plain-format'
import type { MendedStore } from '../../lab/store/mend-store'
import { say, sayJson, type CommandContext } from '../terminal/command-context'

const done: Readonly<Record<MendedStore['outcome'], string>> = {
  whole: 'The store of runs is whole.',
  completed: 'What it lacked was put back; all else is as it was.',
  aside: 'It was set aside, and a new store begun.',
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
  say(stdout, `${done[store.outcome]}${store.kept === null ? '' : ` The database as it was: ${store.kept}`}`)
  if (found.length === 0) say(stdout, 'No run was lost whose folder is there.')
  else say(stdout, `${formatCounted(found.length, 'run')} found again:`, ...found.map(({ id, folder, epochs, ofEpochs }) => `  ${id}: ${epochs} of ${formatCounted(ofEpochs, 'epoch')}${folder === id ? '' : ` (its folder was ${folder})`}`))
  for (const { folder, why } of notFound) say(stderr, `The folder ${folder} stays as it is: ${why}.`)
  return notFound.length === 0
}
