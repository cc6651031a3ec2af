// Of which network a picture is, in a sentence for files and reports, which stand alone.
import { smallBeginning } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import { computed, type ComputedRef } from 'vue'
import { useInspection } from '../inspection'

/** @param epoch words of the epoch that the picture is of; empty: that of the checkpoint */
export function usePictureSource(epoch: () => string): ComputedRef<string> {
  const inspection = useInspection()
  return computed(() => {
    const { run, checkpoint, title, spec } = inspection
    const words = epoch()
    if (run && checkpoint) return phrase('{network} (run {id}), {moment}.', { network: title, id: run.id, moment: words === '' ? smallBeginning(checkpoint.label) : words })
    if (!spec) return ''
    return spec.network.kind === 'file' ? phrase('{network} with the weights of its file.', { network: title }) : phrase('{network} with its first weights.', { network: title })
  })
}
