// What a page may never do: leave its address, open windows, embed others, ask for permissions, reach the network.
import { app, type Session, type WebContents } from 'electron'
import { pageOrigin } from './page-files'

function denyNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Binds every page of the app, present and future, to its own address. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents)
  })
}

/** Denies every permission, and every request that is not for an address of `isOwn`. */
export function denyAll(session: Session, isOwn: (url: string) => boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOwn(url) })
  })
  session.setSpellCheckerEnabled(false) // its dictionaries come from a server
}

/** Denies every permission, and every request that is not for the page's own files. */
export function confineSession(session: Session): void {
  denyAll(session, (url) => url.startsWith(`${pageOrigin}/`) || url.startsWith('data:') || url.startsWith('blob:'))
}
