// Where the files of the lab lie in its home folder.
import { join } from 'node:path'

export class HomeFolders {
  /** @param home absolute path of the home folder; see `labHome` */
  constructor(readonly home: string) {}

  /** The lab's own copies of networks from files. */
  get networks(): string {
    return join(this.home, 'networks')
  }

  /** Imported data sets, a folder each. */
  get datasets(): string {
    return join(this.home, 'datasets')
  }

  /** Files of data sets that are fetched by name, until they are imported: a folder for each set. */
  get downloads(): string {
    return join(this.home, 'downloads')
  }

  /** Files of the log. */
  get logs(): string {
    return join(this.home, 'logs')
  }

  /** The file of the ways that were measured on this machine; the engine writes it. */
  get plans(): string {
    return join(this.home, 'measured-ways.json')
  }

  /** The folders of all runs. */
  get runs(): string {
    return join(this.home, 'runs')
  }

  /** What users have deleted and can still put back, in a folder for each process. */
  get trash(): string {
    return join(this.home, 'trash')
  }

  /** A run's own folder. */
  run(id: string): string {
    return join(this.runs, id)
  }
}
