// The keys of a list of layers: to the layer before and behind, and what can be done with the one that has the focus.
import { phrase } from '@language/phrase'
import { layerCatalogue } from '@common/layers/layer-catalogue'
import { defineStore } from 'pinia'
import { nextTick } from 'vue'
import { useAnnouncer } from '../../../frame/announcer'
import { useModelEditor } from '../model-editor'
import { allLayers, type DraftId } from './draft-network'
import { duplicate, moveBy, remove, spotOf } from './edits'

export const useLayerKeys = defineStore('layer-keys', () => {
  const editor = useModelEditor()
  const announcer = useAnnouncer()

  /** Puts the focus on the line of a layer once it is drawn. */
  async function focus(id: DraftId | null): Promise<void> {
    await nextTick()
    document.querySelector<HTMLElement>(`[data-layer="${id ?? ''}"]`)?.focus()
  }

  /** Chooses the layer that is shown so many lines further down. */
  function go(from: DraftId, lines: number): void {
    const ids = allLayers(editor.draft.layers).map(({ id }) => id)
    const next = ids[ids.indexOf(from) + lines]
    if (next === undefined) return
    editor.chosen = next
    void focus(next)
  }

  /** Moves a layer up or down, and tells where it stands now. */
  function move(id: DraftId, places: -1 | 1): void {
    editor.edit((network) => moveBy(network, id, places))
    const spot = spotOf(editor.draft, id)
    if (spot) announcer.say(phrase('{layer} is now layer {index} of {layers}.', { layer: layerCatalogue[spot.layer.kind].title, index: spot.index + 1, layers: spot.layers.length }))
    void focus(id)
  }

  function takeOut(id: DraftId): void {
    editor.edit((network) => remove(network, id))
    void focus(editor.chosen)
  }

  function copy(id: DraftId): void {
    editor.edit((network) => duplicate(network, id))
    void focus(editor.chosen)
  }

  /** What each key does; with Alt or with Ctrl (Command) where it says so. */
  const actions: readonly { readonly key: string; readonly with: 'nothing' | 'alt' | 'command'; readonly go: (id: DraftId) => void }[] = [
    { key: 'ArrowUp', with: 'nothing', go: (id) => { go(id, -1) } },
    { key: 'ArrowDown', with: 'nothing', go: (id) => { go(id, 1) } },
    { key: 'ArrowUp', with: 'alt', go: (id) => { move(id, -1) } },
    { key: 'ArrowDown', with: 'alt', go: (id) => { move(id, 1) } },
    { key: 'Delete', with: 'nothing', go: takeOut },
    { key: 'Backspace', with: 'nothing', go: takeOut },
    { key: 'd', with: 'command', go: copy },
  ]

  function press(event: KeyboardEvent, id: DraftId): void {
    const held = event.altKey ? 'alt' : event.ctrlKey || event.metaKey ? 'command' : 'nothing'
    const action = actions.find((action) => action.key === event.key && action.with === held)
    if (!action) return
    event.preventDefault()
    action.go(id)
  }

  return { press, move, takeOut, copy, focus }
})
