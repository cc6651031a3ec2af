// The menu: edit, view, help, and what a platform expects besides.
import { app, Menu, shell, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import { views } from '@contract/window/views'
import type { WindowCommand } from '@contract/window/window-commands'
import { commandChannel } from '../../preload/channels'

/** The chapter that the lab is built round; opened in the user's own browser, never in the lab. */
const chapterUrl = 'https://d2l.ai/chapter_convolutional-modern/alexnet.html'

const onMac = process.platform === 'darwin'

/** The views with their keys. The page itself listens to the keys, since it knows whether a dialog lies over the view. */
function viewItems(tell: (command: WindowCommand) => void): MenuItemConstructorOptions[] {
  return views.map(({ name, label, key }) => ({
    label,
    accelerator: `CommandOrControl+${key}`,
    registerAccelerator: false,
    click: () => { tell({ type: 'show-view', view: name }) },
  }))
}

/** Sets the application's menu and its About panel. */
export function installMenu(window: BrowserWindow, home: string): void {
  const tell = (command: WindowCommand): void => {
    if (!window.isDestroyed()) window.webContents.send(commandChannel, command)
  }
  app.setAboutPanelOptions({
    applicationName: 'CNN Lab',
    applicationVersion: app.getVersion(),
    copyright: 'MIT licence',
    credits: 'Built round the chapter on AlexNet of “Dive into Deep Learning”. Fashion-MNIST by Zalando SE (MIT licence). Computes with ONNX Runtime.',
    website: chapterUrl,
  })
  const appMenu: MenuItemConstructorOptions[] = onMac ? [{ role: 'appMenu' }] : []
  const about: MenuItemConstructorOptions[] = onMac
    ? []
    : [{ type: 'separator' }, { label: 'About CNN Lab', click: () => { app.showAboutPanel() } }]
  const template: MenuItemConstructorOptions[] = [
    ...appMenu,
    {
      label: '&File',
      submenu: [
        { label: 'Show the Folder of the Runs', click: () => { void shell.openPath(home) } },
        { type: 'separator' },
        onMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...viewItems(tell),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'The Chapter on AlexNet', click: () => { void shell.openExternal(chapterUrl) } },
        { label: 'Keyboard Shortcuts', click: () => { tell({ type: 'show-shortcuts' }) } },
        ...about,
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
