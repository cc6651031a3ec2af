// Of which network a picture is, in a sentence for files and reports, which stand alone.
import { phrase } from '@language/phrase'
import { computed, type ComputedRef } from 'vue'
import { useInspection } from '../inspection'

/** @param epoch words of the epoch that the picture is of; empty: that of the checkpoint */
export function usePictureSource(epoch: () => string): ComputedRef<string> {
  const inspection = useInspection()
  return computed(() => {
    const { run, checkpoint, title, spec } = inspection
    const words = epoch()
    if (run && checkpoint) return phrase('{title} (run {id}), {label}.', { title, id: run.id, label: words === '' ? checkpoint.label.replace(/^./, (letter) => letter.toLowerCase()) : words })
    if (!spec) return ''
    return phrase('{title} with {which}.', { title, which: spec.network.kind === 'file' ? phrase('the weights of its file') : phrase('its first weights') })
  })
}
