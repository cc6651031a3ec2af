// Files that are dropped beside all areas for them, e.g. on a dialog, which lies outside of the views.

/** Takes them as long as the window is there. @returns ends that */
export function takeStrayFiles(take: (files: readonly File[]) => void): () => void {
  // An area that takes a drop has prevented the default, which would be to leave the page for the file.
  const isStray = (event: DragEvent): boolean => !event.defaultPrevented && (event.dataTransfer?.types.includes('Files') ?? false)
  const over = (event: DragEvent): void => {
    if (!isStray(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
  }
  const drop = (event: DragEvent): void => {
    if (!isStray(event)) return
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) take(files)
  }
  document.addEventListener('dragover', over)
  document.addEventListener('drop', drop)
  return () => {
    document.removeEventListener('dragover', over)
    document.removeEventListener('drop', drop)
  }
}
