// Names of keys as on this platform's keyboards.
import { phrase } from '@language/phrase'

export const commandKey = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl'

/** Keys with another name on the keyboard than in its events. */
const labels: Readonly<Record<string, string>> = {
  Command: commandKey,
  Enter: '↵',
  Escape: 'Esc',
  ' ': phrase('Space § key'),
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
}

/** The label of a key, e.g. `Ctrl` or `↵`. */
export function keyLabel(key: string): string {
  return labels[key] ?? key
}
