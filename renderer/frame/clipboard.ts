// Copies text to the clipboard.

/** Copies a text, in the way that asks for no permission, because the page is given none; tells whether it was done. */
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
