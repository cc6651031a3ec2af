// The camera, the one permission of the page: lent for one request, to the window's own page alone, right after the user's click.
import type { WebContents } from 'electron'
import { log } from '../log/log'
import { pageOrigin } from './page-files'

/** What Electron asks of a permission handler. */
export interface PermissionQuestion {
  /** Page that asks; null: none, e.g. a worker. */
  readonly contents: WebContents | null
  /** As Electron names it, e.g. `media` for camera and microphone. */
  readonly permission: string
  readonly isMainFrame: boolean
  /** Address of the frame that asks. */
  readonly url: string
  /** Of `media`: `video`, `audio`. */
  readonly media: readonly string[]
}

/** Milliseconds after a click in which the page has to ask the browser for the camera. */
const patience = 5000

/**
 * A page that has the camera may go on using it until it ends the stream, so that one click gives one stream. That the click was one on the
 * camera's button in Inspect, the main process cannot see; it knows from the preload script that there was a click, and that is what stops a
 * script that nobody has set going.
 */
export class CameraLoan {
  readonly #clock: () => number
  #page: WebContents | null = null
  /** Moment at which the loan ends, by the clock. */
  #end = 0

  /** @param clock milliseconds */
  constructor(clock: () => number = Date.now) {
    this.#clock = clock
  }

  /** Lends the camera to a page, for its next request. */
  lendTo(page: WebContents): void {
    this.#page = page
    this.#end = this.#clock() + patience
  }

  /** Whether a request would be granted now. */
  isLentTo({ contents, permission, isMainFrame, url, media }: PermissionQuestion): boolean {
    const isPage = contents !== null && contents === this.#page && isMainFrame && url.startsWith(`${pageOrigin}/`)
    const isCameraAlone = permission === 'media' && media.length > 0 && media.every((kind) => kind === 'video')
    return isPage && isCameraAlone && this.#clock() < this.#end
  }

  /** Whether a request is granted; the one that is ends the loan. */
  take(question: PermissionQuestion): boolean {
    const isGranted = this.isLentTo(question)
    if (isGranted) {
      this.#page = null
      log('info', 'app', 'camera lent')
    }
    return isGranted
  }
}
