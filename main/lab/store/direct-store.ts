// The store in this thread, for the command line: it starts at once, and nothing else waits for its thread.
import type { LabStore, Promised } from './lab-store'
import { Store } from './store'

/** @throws LabError `home/unusable`, `store/...` */
export function openDirectStore(home: string): Promise<LabStore> {
  return new Promise((resolve) => {
    const store = new Store(home)
    resolve({
      isReadOnly: store.isReadOnly,
      runs: promised(store.runs),
      sweeps: promised(store.sweeps),
      experiments: promised(store.experiments),
      queue: promised(store.queue),
      bundles: promised(store.bundles),
      runTable: promised(store.runTable),
      runMarks: promised(store.runMarks),
      deletedRuns: promised(store.deletedRuns),
      deletedSweeps: promised(store.deletedSweeps),
      deletedExperiments: promised(store.deletedExperiments),
      lostRuns: promised(store.lostRuns),
      runFolders: promised(store.runFolders),
      owners: promised(store.owners),
      calibrations: promised(store.calibrations),
      ownNetworks: promised(store.ownNetworks),
      networkFiles: promised(store.networkFiles),
      checkpoints: promised(store.checkpoints),
      evaluations: promised(store.evaluations),
      labelCorrections: promised(store.labelCorrections),
      datasetUses: promised(store.datasetUses),
      cluster: promised(store.cluster),
      changes: promised(store.changes),
      close: () => {
        store.close()
        return Promise.resolve()
      },
    })
  })
}

/** The same object whose methods answer with promises; each is done when it is called. */
function promised<T extends object>(part: T): Promised<T> {
  return new Proxy(part, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return undefined
      return (...args: readonly unknown[]) =>
        new Promise((resolve) => {
          resolve(Reflect.apply(method, target, args))
        })
    },
  }) as Promised<T>
}
