// Use case about the lab itself: what there is to choose from.
import type { Catalogue } from '@contract/api/catalogue-api'
import type { AreaCalls } from '@contract/api/lab-api'
import { models } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { datasets, formerDatasets } from '../../data/catalogue'
import { storedDataset } from '../../data/stored/stored-datasets'
import { labVersion } from '../version'

export class CatalogueUseCases implements AreaCalls<'catalogue'> {
  readonly #home: Pick<Catalogue, 'home' | 'isReadOnly'>

  constructor(home: Pick<Catalogue, 'home' | 'isReadOnly'>) {
    this.#home = home
  }

  catalogue(): Promise<Catalogue> {
    const all = datasets()
    const importedDatasets = all.flatMap(({ id }) => (storedDataset(id) ? [id] : []))
    return Promise.resolve({ version: labVersion, models, datasets: all, importedDatasets, formerDatasets: formerDatasets(), presets, ...this.#home })
  }
}
