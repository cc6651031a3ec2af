// The keys that work in every view: the action or view of each, and the cases in which they do nothing.
import { pageShortcuts, type ShortcutName } from '@contract/window/shortcuts'
import { views, type ViewName } from '@contract/window/views'

export interface KeyActions {
  /** What each key does. */
  readonly shortcuts: Readonly<Record<ShortcutName, () => void>>
  readonly showView: (view: ViewName) => void
}

/** Elements that use keys without Ctrl or Command themselves: fields use every key, buttons and similar elements the space bar. */
const takesLetters = 'input, textarea, select, [contenteditable], [role="combobox"], [role="listbox"], [role="dialog"], [role="menu"]'
const takesSpace = `${takesLetters}, button, a, summary`

/** Elements that cover a view and would stay if the view changed. */
const overView = '[role="listbox"], [role="menu"], [role="dialog"]'

/** Whether something covers the view; then neither keys nor the menu change the view. */
export function isViewCovered(): boolean {
  return [...document.querySelectorAll<HTMLElement>(overView)].some(({ dataset }) => dataset.state === 'open')
}

/** Whether an event is the press of these keys. Shift is compared only together with Ctrl or Command, as `?` needs Shift on many keyboards. */
function isPressOf(event: KeyboardEvent, keys: readonly string[]): boolean {
  const command = event.ctrlKey || event.metaKey
  if (keys.at(-1) !== event.key || event.altKey) return false
  return keys[0] === 'Command' ? command && !event.shiftKey : !command
}

function isTaken({ target }: KeyboardEvent, key: string): boolean {
  return target instanceof Element && target.closest(key === ' ' ? takesSpace : takesLetters) !== null
}

/** The action that an event asks for; null for none. */
function actionOf(event: KeyboardEvent, { shortcuts, showView }: KeyActions): (() => void) | null {
  for (const [name, { keys }] of Object.entries(pageShortcuts) as [ShortcutName, { readonly keys: readonly string[] }][]) {
    const isFree = keys[0] === 'Command' || (!event.repeat && !isTaken(event, event.key))
    if (isFree && isPressOf(event, keys)) return shortcuts[name]
  }
  const view = views.find(({ key }) => isPressOf(event, ['Command', key]))
  return view ? () => { showView(view.name) } : null
}

/** Starts to listen; returns the function that ends it. */
export function listenForKeys(actions: KeyActions): () => void {
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    if (event.key === 'Enter' && event.target instanceof Element && event.target.matches('[role="option"]')) {
      event.preventDefault() // the list has closed by now, and the button that has the focus again would open it by the same press
      return
    }
    const action = actionOf(event, actions)
    if (!action || isViewCovered()) return
    event.preventDefault()
    action()
  }

  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('keydown', onKey)
  }
}
