// `cnn-lab datasets get`: fetches a data set by its name from where it is published, or lists those that can be fetched.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { DownloadProgress, KnownDatasetInfo } from '@contract/data/known-datasets'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { table } from '../terminal/table'
import { ImportDisplay, timeLeft } from '../terminal/import-display'
import { LateBar } from '../terminal/late-bar'
import { tellImported } from '../terminal/imported-text'

/** Bytes of the unit in which the bar counts. */
const megabyte = 1e6

/** `--json`: the events of progress, then the outcome with the facts of the set; without a name, one set a line. @param name null: lists the sets */
export async function getDataset(name: string | null, json: boolean, context: CommandContext): Promise<void> {
  const { stdout, stderr } = context
  await withLab(context, async (lab) => {
    if (name === null) {
      const known = await lab.downloads.knownDatasets()
      if (json) for (const set of known) sayJson(stdout, set)
      else say(stdout, listing(known, stdout))
      return
    }
    context.onInterrupt(() => void lab.downloads.cancelDownload())
    const [download, imports] = [new DownloadDisplay(stderr), new ImportDisplay(stderr)]
    const unsubscribe = lab.onEvent((event) => {
      if (event.type !== 'download-progress' && event.type !== 'import-progress') return
      if (json) sayJson(stdout, event)
      if (event.type === 'download-progress') download.show(event.progress)
      else {
        download.close()
        imports.show(event.progress)
      }
    })
    try {
      const imported = await lab.downloads.getKnownDataset(name)
      imports.close()
      tellImported(imported, json, context)
    } finally {
      unsubscribe()
      download.close()
      imports.close()
    }
  })
}

function listing(known: readonly KnownDatasetInfo[], output: Output): string {
  const columns = [{ title: phrase('name') }, { title: phrase('title') }, { title: phrase('download'), align: 'right' as const }, { title: phrase('on the disk'), align: 'right' as const }, { title: phrase('description') }]
  const rows = known.map(({ id, title, bytesLeft, importedBytes, description, isHere }) => [id, title, isHere ? phrase('is here § of a data set that needs no download') : formatBytes(bytesLeft), formatBytes(importedBytes), description])
  return table(columns, rows, { output })
}

/** How far a download is: a bar on standard error, where that is a terminal. */
class DownloadDisplay {
  readonly #bar: LateBar

  constructor(stderr: Output) {
    this.#bar = new LateBar(stderr, (fetched, all) => phrase('{fetched} of {all} MB', { fetched, all }))
  }

  show({ done, total, secondsLeft }: DownloadProgress): void {
    this.#bar.tell(Math.round(done / megabyte), Math.max(1, Math.round(total / megabyte)), timeLeft(secondsLeft))
  }

  close(): void {
    this.#bar.close()
  }
}
