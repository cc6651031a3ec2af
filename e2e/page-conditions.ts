// Screens, scales and zoom that a page is shown at, as the browser emulates them.
import type { CDPSession, Page } from '@playwright/test'
import { idle } from './lab-window'

export interface Screen {
  readonly name: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Pixels of the device in one of them. */
  readonly scale: number
}

/** From the smallest window to a screen of 3840 by 2160, each usual scale among them. Zoom of 200 % halves the CSS pixels of a window. */
export const screens: readonly Screen[] = [
  { name: '1024x700', width: 1024, height: 700, scale: 1.5 },
  { name: '3840x2160', width: 3840, height: 2160, scale: 1 },
  { name: '3840x2160 at 2', width: 1920, height: 1080, scale: 2 },
  { name: '1024x700 at 200 %', width: 512, height: 350, scale: 2 },
]

const sessions = new WeakMap<Page, Promise<CDPSession>>()

function devtools(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

/** Shows the page on a screen. */
export async function showOn(page: Page, { width, height, scale }: Screen): Promise<void> {
  await (await devtools(page)).send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false })
  await idle(page)
}

/** Shows the page in its window again. */
export async function showInWindow(page: Page): Promise<void> {
  await (await devtools(page)).send('Emulation.clearDeviceMetricsOverride')
  await idle(page)
}
