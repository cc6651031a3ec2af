// Dragging layers by the pointer: which one is dragged, where it would be put, and the move when it is dropped.
import { useModelEditor } from '../model-editor'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { DraftId } from './draft-network'
import { moveTo, spotOf } from './edits'

interface Target {
  readonly list: DraftId
  /** Place in the list as it is shown, the dragged layer counted where it stands now. */
  readonly index: number
}

/** What a drag of a layer carries, so that drops of anything else are not taken. */
const carriedType = 'application/x-cnn-lab-layer'

export const useLayerDrag = defineStore('layer-drag', () => {
  const editor = useModelEditor()
  const dragged = shallowRef<DraftId | null>(null)
  const target = shallowRef<Target | null>(null)

  function start(event: DragEvent, id: DraftId): void {
    event.stopPropagation()
    dragged.value = id
    event.dataTransfer?.setData(carriedType, String(id))
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }

  /** The pointer is over a place of a list. */
  function over(event: DragEvent, list: DraftId, index: number): void {
    if (dragged.value === null) return
    event.preventDefault()
    event.stopPropagation()
    if (target.value?.list !== list || target.value.index !== index) target.value = { list, index }
  }

  /** The pointer is over a layer: in its upper half the place before it, in its lower half the one behind. */
  function overLayer(event: DragEvent, list: DraftId, index: number): void {
    const box = (event.currentTarget as Element).getBoundingClientRect()
    over(event, list, event.clientY < box.top + box.height / 2 ? index : index + 1)
  }

  function drop(event: DragEvent): void {
    if (dragged.value === null) return
    event.preventDefault()
    event.stopPropagation()
    const [id, place] = [dragged.value, target.value]
    end()
    if (place) {
      editor.edit((network) => {
        const spot = spotOf(network, id)
        // The place is counted without the layer, which leaves the list first.
        const index = spot?.list === place.list && spot.index < place.index ? place.index - 1 : place.index
        return moveTo(network, id, place.list, index)
      })
    }
  }

  function end(): void {
    dragged.value = null
    target.value = null
  }

  const isTarget = computed(() => (list: DraftId, index: number): boolean => target.value?.list === list && target.value.index === index)
  return { dragged, isTarget, start, over, overLayer, drop, end }
})
