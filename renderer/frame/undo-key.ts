// Ctrl+Z, on a Mac ⌘Z, undoes the last change in a view, while that view is shown.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'
import { isViewCovered } from './keys'

/** Fields in which the key takes back what was typed. */
const typed = 'textarea, [contenteditable], input:not([type="checkbox"], [type="radio"])'

/** Listens while the component is shown. @param canUndo whether there is a change that `undo` takes back */
export function useUndoKey(canUndo: () => boolean, undo: () => void): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'z' || event.repeat || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    const isTyping = event.target instanceof Element && event.target.matches(typed)
    if (isTyping || isViewCovered() || !canUndo()) return
    event.preventDefault()
    undo()
  }
  const listen = (): void => { window.addEventListener('keydown', onKey) }
  const unlisten = (): void => { window.removeEventListener('keydown', onKey) }
  onMounted(listen)
  onActivated(listen)
  onDeactivated(unlisten)
  onBeforeUnmount(unlisten)
}
