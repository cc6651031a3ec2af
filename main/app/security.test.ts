// The page gets no permission but the camera, once, and only after the user's own click.
import type { MediaAccessPermissionRequest, PermissionCheckHandlerHandlerDetails, Session, WebContents } from 'electron'
import { expect, it, vi } from 'vitest'
import { CameraLoan } from './camera-loan'
import { pageUrl } from './page-files'
import { confineSession } from './security'

vi.mock('electron', () => ({ app: {} }))

type RequestHandler = Exclude<Parameters<Session['setPermissionRequestHandler']>[0], null>
type CheckHandler = Exclude<Parameters<Session['setPermissionCheckHandler']>[0], null>
type Permission = Parameters<RequestHandler>[1]

const page = {} as WebContents
const ownFrame = { isMainFrame: true, requestingUrl: pageUrl, securityOrigin: 'app://lab/' }

/** A confined session, with a clock that the test sets. */
function confined() {
  const clock = { now: 0 }
  const camera = new CameraLoan(() => clock.now)
  const handlers = { request: (() => undefined) as RequestHandler, check: (() => true) as CheckHandler, device: (): boolean => true }
  const session = {
    setPermissionRequestHandler: (handler: RequestHandler) => { handlers.request = handler },
    setPermissionCheckHandler: (handler: CheckHandler) => { handlers.check = handler },
    setDevicePermissionHandler: (handler: () => boolean) => { handlers.device = handler },
    webRequest: { onBeforeRequest: () => undefined },
    setSpellCheckerEnabled: () => undefined,
  }
  confineSession(session as unknown as Session, camera)

  function requests(details: Partial<MediaAccessPermissionRequest> = {}, permission: Permission = 'media', contents = page): boolean | undefined {
    let answer: boolean | undefined
    handlers.request(contents, permission, (granted) => { answer = granted }, { ...ownFrame, mediaTypes: ['video'], ...details })
    return answer
  }
  const checks = (details: Partial<PermissionCheckHandlerHandlerDetails> = {}, permission: Permission = 'media', contents: WebContents | null = page): boolean =>
    handlers.check(contents, permission, 'app://lab/', { ...ownFrame, mediaType: 'video', ...details })
  return { clock, camera, requests, checks, device: () => handlers.device() }
}

it('denies the camera before a click, grants it once after it, and not after some seconds', () => {
  const { clock, camera, requests, checks } = confined()
  expect([checks(), requests()]).toEqual([false, false])
  camera.lendTo(page)
  expect([checks(), requests()]).toEqual([true, true])
  expect([checks(), requests()]).toEqual([false, false])
  camera.lendTo(page)
  clock.now = 4999
  expect(checks()).toBe(true)
  clock.now = 5000
  expect([checks(), requests()]).toEqual([false, false])
})

it.each<[string, Partial<MediaAccessPermissionRequest>]>([
  ['the microphone', { mediaTypes: ['audio'] }],
  ['camera and microphone', { mediaTypes: ['video', 'audio'] }],
  ['what is not named', { mediaTypes: [] }],
  ['a frame inside the page', { isMainFrame: false }],
  ['another address', { requestingUrl: 'https://example.org/app://lab/' }],
  ['a host that begins as ours', { requestingUrl: 'app://lab.evil/index.html' }],
])('a lent camera is not lent to %s', (_what, details) => {
  const { camera, requests } = confined()
  camera.lendTo(page)
  expect(requests(details)).toBe(false)
  expect(requests(), 'and is still there for the page').toBe(true)
})

it('a lent camera is neither told nor given to other pages and workers', () => {
  const { camera, requests, checks } = confined()
  camera.lendTo(page)
  expect(requests({}, 'media', {} as WebContents)).toBe(false)
  expect([checks({}, 'media', null), checks({ mediaType: 'audio' }), checks({ mediaType: 'unknown' }), checks({ isMainFrame: false })]).toEqual([false, false, false, false])
})

// The compiler asks for every permission that Electron knows.
const others: Readonly<Record<Exclude<Permission, 'media'>, true>> = {
  'ar': true, 'automatic-fullscreen': true, 'background-fetch': true, 'background-sync': true, 'captured-surface-control': true, 'clipboard-read': true,
  'clipboard-sanitized-write': true, 'deprecated-sync-clipboard-read': true, 'display-capture': true, 'fileSystem': true, 'fullscreen': true, 'geolocation': true,
  'geolocation-approximate': true, 'hand-tracking': true, 'hid': true, 'idle-detection': true, 'keyboardLock': true, 'local-fonts': true, 'local-network': true,
  'local-network-access': true, 'loopback-network': true, 'mediaKeySystem': true, 'midi': true, 'midiSysex': true, 'nfc': true, 'notifications': true,
  'openExternal': true, 'payment-handler': true, 'periodic-background-sync': true, 'persistent-storage': true, 'pointerLock': true, 'screen-wake-lock': true,
  'sensors': true, 'serial': true, 'smart-card': true, 'speaker-selection': true, 'storage-access': true, 'system-wake-lock': true,
  'top-level-storage-access': true, 'usb': true, 'vr': true, 'web-app-installation': true, 'web-printing': true, 'window-management': true, 'unknown': true,
}

it('denies every other permission, also while the camera is lent', () => {
  const { camera, requests, checks, device } = confined()
  camera.lendTo(page)
  for (const permission of Object.keys(others) as (keyof typeof others)[]) {
    expect([permission, requests({}, permission), checks({}, permission)]).toEqual([permission, false, false])
  }
  expect(device()).toBe(false)
})
