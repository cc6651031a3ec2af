// Keys as this platform writes them.

export const commandKey = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl'

/** Keys that have another word on a keyboard than in its events. */
const labels: Readonly<Record<string, string>> = {
  Command: commandKey,
  Enter: '↵',
  Escape: 'Esc',
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
}

/** What stands on a key, e.g. `Ctrl` or `↵`. */
export function keyLabel(key: string): string {
  return labels[key] ?? key
}
