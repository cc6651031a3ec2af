// The lab's one window: opens where it was, shows itself when it has something to show, and keeps its page in a sandbox.
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { pageUrl } from './page-files'
import { openingBounds, readPlacement, smallestSize, writePlacement } from './window-placement'
import { log } from '../log/log'

export interface WindowFiles {
  /** Absolute path of the preload script. */
  readonly preload: string
  /** Absolute path of the file that remembers the window's place. */
  readonly placement: string
  /** Kept when the page has its words; null: it has them from the beginning. */
  readonly words: Promise<void> | null
}

/** Milliseconds that a drawn page may be without words before its window is shown all the same: something is wrong then, and the user shall see that. */
const wordsPatience = 5000

/** Milliseconds after which a page counts as drawn. */
const drawingPatience = 500

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/** Kept when the page has drawn what it shows now. */
function drawn({ webContents }: BrowserWindow): Promise<unknown> {
  return Promise.race([webContents.executeJavaScript('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))'), wait(drawingPatience)]).catch(() => null)
}

/** The page's ground in the two themes (`--lab-ground` of renderer/style.css), shown until the page has drawn itself. */
const ground = { light: '#f7f7f8', dark: '#0c0c0e' }

/** Opens the window and loads the page into it. */
export function openWindow(files: WindowFiles): BrowserWindow {
  const remembered = readPlacement(files.placement)
  const mainScreen = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== mainScreen.id)
  const window = new BrowserWindow({
    ...openingBounds(remembered?.bounds ?? null, [mainScreen, ...others].map((display) => display.workArea)),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'CNN Lab',
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: files.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: !app.isPackaged,
      spellcheck: false,
    },
  })
  const show = (): void => {
    if (window.isDestroyed()) return
    if (remembered?.maximized) window.maximize()
    window.show()
    log('info', 'app', 'window shown')
  }
  const { words } = files
  let hasWords = words === null
  void words?.then(() => { hasWords = true })
  window.once('ready-to-show', () => {
    // Chromium counts a page as drawn that is empty yet.
    if (hasWords) show()
    else void Promise.race([words, wait(wordsPatience)]).then(() => (window.isDestroyed() ? null : drawn(window))).then(show)
  })
  window.on('close', () => {
    writePlacement(files.placement, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  void window.loadURL(pageUrl)
  return window
}

/** Brings the window to the front, wherever it was. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
