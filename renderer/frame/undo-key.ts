// Ctrl+Z, on a Mac ⌘Z, undoes the last change in a view, while that view is shown.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'
import { isViewCovered } from './keys'
import { isTextField } from './text-field'

/** Listens while the component is shown. @param canUndo whether there is a change that `undo` takes back */
export function useUndoKey(canUndo: () => boolean, undo: () => void): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'z' || event.repeat || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    if (isTextField(event.target) || isViewCovered() || !canUndo()) return // a field takes back what was typed in it
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
