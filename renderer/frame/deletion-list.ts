// What was deleted in this session and can be put back: one by one, the newest first, until all of it is made final or the lab closes.
import { phrase } from '@language/phrase'
import { computed, shallowRef } from 'vue'
import { useAnnouncer } from './announcer'

/** Something that was deleted together. */
export interface Deletion {
  /** `3 runs deleted.` */
  readonly words: string
  /** What taking it back does: `3 runs put back.` */
  readonly undone: string
  /** Bytes on the disk that are free once it is final, as far as they are known. */
  readonly bytes: number
  /** @throws LabError */
  readonly putBack: () => Promise<unknown>
}

/** A list of deletions. @param deleteForGood deletes in the lab what the list could still put back */
export function deletionList<Item extends Deletion = Deletion>(deleteForGood: () => Promise<unknown>) {
  const announcer = useAnnouncer()
  /** The newest last. */
  const deletions = shallowRef<readonly Item[]>([])
  const last = computed(() => deletions.value.at(-1) ?? null)
  const bytes = computed(() => deletions.value.reduce((sum, deletion) => sum + deletion.bytes, 0))

  function forget(forgotten: (deletion: Item) => boolean): void {
    deletions.value = deletions.value.filter((deletion) => !forgotten(deletion))
  }

  /** Keeps in mind how to take a deletion back, and says what was deleted. */
  function remember(deletion: Item): void {
    deletions.value = [...deletions.value, deletion]
    announcer.say(deletion.words)
  }

  /** Takes a deletion back without a word. @throws LabError; it is remembered then */
  async function putBack(deletion: Item): Promise<void> {
    await deletion.putBack()
    forget((other) => other === deletion)
  }

  /** Takes the newest deletion back. @returns it; null: there is none @throws LabError */
  async function undo(): Promise<Item | null> {
    const newest = last.value
    if (!newest) return null
    await putBack(newest)
    announcer.say(newest.undone)
    return newest
  }

  /** Deletes for good what could still be put back. @throws LabError */
  async function makeFinal(): Promise<void> {
    await deleteForGood()
    deletions.value = []
    announcer.say(phrase('Deleted for good.'))
  }

  return { deletions, last, bytes, remember, forget, putBack, undo, makeFinal }
}
