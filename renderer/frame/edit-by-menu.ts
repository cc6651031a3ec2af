// Undo and redo of the menu: done as if their keys had been pressed where the focus is.
import { ask } from './lab'

/** Undoes what has the focus, or makes it again: first the page's own lists and editors, else the text field. */
export function editByMenu(edit: 'undo' | 'redo'): void {
  const press = new KeyboardEvent('keydown', { key: edit === 'undo' ? 'z' : 'y', ctrlKey: true, bubbles: true, cancelable: true })
  const isLeft = (document.activeElement ?? document.body).dispatchEvent(press)
  if (isLeft) void ask('editText', edit)
}
