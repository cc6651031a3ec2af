// The standard streams of an engine process: nothing is read or written but its errors, and no handle of them stays open in this process.

/** The first major version of Electron in which every release closes what it opens for an ignored standard input. */
const mended = 37

/**
 * What `utilityProcess.fork` takes as `stdio`.
 * @param electron version of Electron, e.g. `33.3.0`
 */
export function standardStreams(electron = process.versions.electron): ('ignore' | 'inherit' | 'pipe')[] {
  const streams: ('ignore' | 'inherit' | 'pipe')[] = ['ignore', 'ignore', 'pipe']
  if (Number.parseInt(electron, 10) >= mended) return streams
  // Earlier ones leave /dev/null open with each process (electron/electron#47515), so that a window with some thousand runs could start no more. They open none
  // for an inherited input, which Chromium takes from /dev/null all the same; but their check of the options, which reads it first, refuses all but `ignore`.
  let hasBeenChecked = false
  return Object.defineProperty(streams, 0, {
    enumerable: true,
    get: () => {
      const value = hasBeenChecked ? 'inherit' : 'ignore'
      hasBeenChecked = true
      return value
    },
  })
}
