// What a page may never do: leave its address, open windows, embed others, reach the network, ask for permissions (the camera excepted, after a click).
import { app, type Session, type WebContents } from 'electron'
import { log, logTrouble } from '../log/log'
import type { CameraLoan } from './camera-loan'
import { pageOrigin, pageScheme } from './page-files'

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

/** Brings a page back that has left its address for one that Chromium asks nobody about, such as about:blank: it cannot be held there, so it is loaded anew. */
function undoNavigation(contents: WebContents): void {
  let own = ''
  const look = (): void => {
    const url = contents.getURL()
    if (url.startsWith(`${pageScheme}:`)) own = url
    else if (own !== '') {
      log('warning', 'app', 'page brought back', { from: url.slice(0, 100) })
      // Not within the event: Chromium is in the middle of the navigation that is to be undone.
      setImmediate(() => {
        if (!contents.isDestroyed()) void contents.loadURL(own).catch((error: unknown) => { logTrouble('app', 'page not brought back', error) })
      })
    }
  }
  contents.on('did-navigate', look)
  contents.on('did-fail-load', look)
}

/**
 * Binds every page of the app, present and future, to its own address, and keeps what webRequest is not asked about from the network: WebRTC
 * gets no UDP, and no name and no address is ever resolved for it, so that it has no TCP either. To be called before the app is ready.
 */
export function confinePages(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents)
    undoNavigation(contents)
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
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
