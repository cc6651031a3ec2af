// The keys that work everywhere: which press means which action or view, and when it means nothing.
import { pageShortcuts, type ShortcutName } from '@contract/window/shortcuts'
import { views, type ViewName } from '@contract/window/views'

export interface KeyActions {
  /** What each key does. */
  readonly shortcuts: Readonly<Record<ShortcutName, () => void>>
  readonly showView: (view: ViewName) => void
}

/** Elements that take a key without Ctrl or Command for themselves: fields take every key, buttons and the like the space bar. */
const takesLetters = 'input, textarea, select, [contenteditable], [role="combobox"], [role="listbox"], [role="dialog"], [role="menu"]'
const takesSpace = `${takesLetters}, button, a, summary`

/** What lies over a view, and would stay there if the view beneath it changed. */
const overView = '[role="listbox"], [role="menu"], [role="dialog"]'

/** Whether something lies over the view: then neither keys nor the menu change it. */
export function isViewCovered(): boolean {
  return [...document.querySelectorAll<HTMLElement>(overView)].some(({ dataset }) => dataset.state === 'open')
}

/** Whether an event is the press of these keys; Shift counts only together with Ctrl or Command, as `?` needs it on many keyboards. */
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
