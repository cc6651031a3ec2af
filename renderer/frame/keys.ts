// The keys that work everywhere: Ctrl/Cmd+Enter trains, Space pauses and goes on, Ctrl/Cmd+digit changes the view.
import type { Router } from 'vue-router'
import { views } from './router'
import { useBench } from '../areas/training/lab-bench'

/** Elements that use the space bar themselves. */
const usesSpace = 'input, textarea, select, button, a, summary, [contenteditable], [role="combobox"], [role="listbox"], [role="dialog"], [role="menu"]'

/** What lies over a view, and would stay there if the view beneath it changed. */
const overView = '[role="listbox"], [role="menu"], [role="dialog"]'

function isCovered(): boolean {
  return [...document.querySelectorAll<HTMLElement>(overView)].some(({ dataset }) => dataset.state === 'open')
}

/** Starts to listen; returns the function that ends it. */
export function listenForKeys(router: Router): () => void {
  const bench = useBench()

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && !isCovered()
    if (command && event.key === 'Enter' && router.currentRoute.value.name === 'train') {
      event.preventDefault()
      void bench.train()
      return
    }
    const view = command ? views[Number(event.key) - 1] : undefined
    if (view) {
      event.preventDefault()
      void router.push({ name: view.name })
      return
    }
    const isFree = !(event.target instanceof Element && event.target.closest(usesSpace))
    if (event.key === ' ' && isFree && !event.repeat && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      void bench.togglePause()
    }
  }

  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('keydown', onKey)
  }
}
