// Of which network a picture is, in a sentence for files and reports, which stand alone.
import { computed, type ComputedRef } from 'vue'
import { useInspection } from '../inspection'

/** @param epoch words of the epoch that the picture is of; empty: that of the checkpoint */
export function usePictureSource(epoch: () => string): ComputedRef<string> {
  const inspection = useInspection()
  return computed(() => {
    const { run, checkpoint, title, spec } = inspection
    const words = epoch()
    if (run && checkpoint) return `${title} (run ${run.id}), ${words === '' ? checkpoint.label.replace(/^./, (letter) => letter.toLowerCase()) : words}.`
    if (!spec) return ''
    return `${title} with ${spec.network.kind === 'file' ? 'the weights of its file' : 'its first weights'}.`
  })
}
