// Fields in which keys and pastes belong to the text that is typed.

const textFields = 'textarea, [contenteditable], input:not([type="checkbox"], [type="radio"])'

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(textFields)
}
