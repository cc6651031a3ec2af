// The filters of a network's first convolution, read from the checkpoints of a run.
import { join } from 'node:path'
import { parametersFile } from '@contract/runs/checkpoints'
import { logTrouble } from '../../log/log'
import type { StepKernels } from '../../tensorboard/run-events'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'

export interface FilterSources {
  readonly folders: HomeFolders
  readonly store: Pick<LabStore, 'checkpoints'>
}

/** The filters in each checkpoint that is kept, the newest first; none where the network has no convolution. */
export async function firstFilters(id: string, sources: FilterSources): Promise<readonly StepKernels[]> {
  const found: StepKernels[] = []
  for await (const filters of filtersOf(id, sources)) found.push(filters)
  return found
}

/** Those of the newest checkpoint that has them; null: none has. */
export async function newestFilters(id: string, sources: FilterSources): Promise<StepKernels | null> {
  for await (const filters of filtersOf(id, sources)) return filters
  return null
}

async function* filtersOf(id: string, { store, folders }: FilterSources): AsyncGenerator<StepKernels> {
  const { readFirstTensor } = await import('../../networks/export/safetensors')
  for (const { folder, step } of await store.checkpoints.kept(folders.run(id))) {
    try {
      const tensor = await readFirstTensor(join(folders.run(id), folder, parametersFile), (shape) => shape.length === 4)
      const [filters, channels, height, width] = tensor?.shape ?? []
      if (tensor && filters !== undefined && channels !== undefined && height !== undefined && width !== undefined) {
        yield { step, kernels: { shape: [filters, channels, height, width], values: tensor.data } }
      }
    } catch (error) {
      logTrouble('reports', 'filters of a checkpoint not read', error, { run: id, step }) // the rest does not need them
    }
  }
}
