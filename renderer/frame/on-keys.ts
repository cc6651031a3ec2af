// Keys of an element that has the focus: each does one thing, and then nothing else.

/** A listener of `keydown`. @param actions by the key's name; those with Ctrl, Command or Alt are left to others */
export const onKeys = (actions: Readonly<Record<string, () => void>>) => (event: KeyboardEvent): void => {
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
  if (!act) return
  event.preventDefault()
  act()
}
