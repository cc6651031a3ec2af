// Of which network a picture is, in a sentence for files and reports, which stand alone.
import { computed, type ComputedRef } from 'vue'
import { useInspection } from '../inspection'

export function usePictureSource(): ComputedRef<string> {
  const inspection = useInspection()
  return computed(() => {
    const { run, checkpoint, title, spec } = inspection
    if (run && checkpoint) return `${title} (run ${run.id}), ${checkpoint.label.replace(/^./, (letter) => letter.toLowerCase())}.`
    if (!spec) return ''
    return `${title} with ${spec.network.kind === 'file' ? 'the weights of its file' : 'its first weights'}.`
  })
}
