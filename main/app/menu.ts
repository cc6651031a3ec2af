// The menu: edit, view, help, and what a platform expects besides.
import { app, dialog, Menu, shell, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'

/** The chapter that the lab is built round; opened in the user's own browser, never in the lab. */
const chapterUrl = 'https://d2l.ai/chapter_convolutional-modern/alexnet.html'

const onMac = process.platform === 'darwin'
const command = onMac ? '⌘' : 'Ctrl'

const shortcuts = [
  `${command}+Enter\tTrain with the settings of the form`,
  'Space\tPause, and go on (when no field has the focus)',
  `${command}+1\tTrain`,
  `${command}+2\tRuns`,
  `${command}+3\tSettings`,
  `${command} and +, −, 0\tLarger, smaller, normal size`,
]

function showShortcuts(window: BrowserWindow): void {
  const detail = shortcuts.map((line) => line.replace('\t', ':  ')).join('\n')
  void dialog.showMessageBox(window, { type: 'none', title: 'Keyboard shortcuts', message: 'Keyboard shortcuts', detail })
}

/** Sets the application's menu and its About panel. */
export function installMenu(window: BrowserWindow, home: string): void {
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
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'The Chapter on AlexNet', click: () => { void shell.openExternal(chapterUrl) } },
        { label: 'Keyboard Shortcuts', click: () => { showShortcuts(window) } },
        ...about,
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
