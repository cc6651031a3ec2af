// What a page may never do: leave its address, open windows, embed others, reach the network, ask for permissions (the camera excepted, after a click).
import { app, type Session, type WebContents } from 'electron'
import type { CameraLoan } from './camera-loan'
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

/** Denies every permission but the camera while it is lent, and every request that is not for the page's own files. */
export function confineSession(session: Session, camera: CameraLoan): void {
  denyAll(session, (url) => url.startsWith(`${pageOrigin}/`) || url.startsWith('data:') || url.startsWith('blob:'))
  session.setPermissionRequestHandler((contents, permission, answer, { isMainFrame, requestingUrl, ...details }) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(camera.take({ contents, permission, isMainFrame, url: requestingUrl, media }))
  })
  session.setPermissionCheckHandler((contents, permission, _origin, { isMainFrame, requestingUrl = '', mediaType }) =>
    camera.isLentTo({ contents, permission, isMainFrame, url: requestingUrl, media: mediaType === undefined ? [] : [mediaType] }))
}
