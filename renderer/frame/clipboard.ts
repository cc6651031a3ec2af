// Copies text to the clipboard.

/** Copies a text by a method that needs no permission, as the page has none; returns whether it succeeded. */
export function copyText(text: string): boolean {
  const answer = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', answer, { once: true })
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor, navigator.clipboard, asks for a permission
  const isDone = document.execCommand('copy')
  document.removeEventListener('copy', answer)
  return isDone
}
