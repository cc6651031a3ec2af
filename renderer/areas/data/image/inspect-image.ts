// Goes to Inspect with an image of a set: by the newest run that was trained on the set, or else by the network of Train's form.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { useRouter } from 'vue-router'
import { inspectAddress } from '../../inspection/inspect-address'
import { useInspection } from '../../inspection/inspection'
import { testedRuns } from '../../runs/tested-runs'
import { useSetup } from '../../training/setup-store'

interface ImagePlace {
  readonly split: Split
  readonly index: number
}

export function useInspectImage(): (dataset: DatasetInfo, image: ImagePlace) => Promise<void> {
  const router = useRouter()
  const setup = useSetup()
  const inspection = useInspection()

  return async ({ id }, image) => {
    const run = (await testedRuns(`dataset.id = "${id}"`)).find(({ checkpoint }) => checkpoint !== null)
    if (run) {
      await router.push(inspectAddress({ run: run.id, image }))
      return
    }
    const spec = setup.completed
    if (!spec) throw new LabError('inspection/no-network', phrase('No run was trained on this set yet, and a setting of Train is wrong.'), phrase('Mend the settings of Train, or train a network on this set.'))
    await inspection.openSpec({ ...spec, dataset: { ...spec.dataset, id } })
    await inspection.showImage(image.split, image.index)
    await router.push({ name: 'inspect' })
  }
}
