// The menu as each platform has it: file, edit, view, window, help. What concerns the page is a command to it.
import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron'
import { basename, dirname } from 'node:path'
import { phrase } from '@language/phrase'
import { themeChoices, type ThemeChoice } from '@contract/window/themes'
import { views } from '@contract/window/views'
import type { WindowCommand } from '@contract/window/window-commands'

/** The chapter that the lab is built round; opened in the user's own browser, never in the lab. */
const chapterUrl = 'https://d2l.ai/chapter_convolutional-modern/alexnet.html'

const onMac = process.platform === 'darwin'

export interface MenuDeps {
  /** Absolute path of the lab's home. */
  readonly home: string
  /** Absolute paths of the files that were opened last, the newest first. */
  readonly recent: readonly string[]
  readonly tell: (command: WindowCommand) => void
  /** Has the user choose files, and opens them. */
  readonly chooseFiles: () => void
  readonly openRecent: (path: string) => void
  readonly clearRecent: () => void
}

const themeTitles: Readonly<Record<ThemeChoice, string>> = { system: phrase('As the System Has It'), light: phrase('Light'), dark: phrase('Dark') }

/** What Electron does by itself, with the labels that it has in English on each platform; it has them in no other language. */
const roleLabels = {
  about: phrase('About CNN Lab'),
  close: onMac ? phrase('Close Window') : phrase('Close'),
  copy: phrase('Copy'),
  cut: phrase('Cut § with the clipboard'),
  delete: phrase('Delete'),
  front: phrase('Bring All to Front'),
  help: phrase('Help'),
  hide: phrase('Hide CNN Lab'),
  hideOthers: phrase('Hide Others'),
  minimize: phrase('Minimize'),
  paste: phrase('Paste'),
  quit: onMac ? phrase('Quit CNN Lab') : process.platform === 'win32' ? phrase('Exit') : phrase('Quit'),
  resetZoom: phrase('Actual Size'),
  selectAll: phrase('Select All'),
  services: phrase('Services'),
  togglefullscreen: phrase('Toggle Full Screen'),
  unhide: phrase('Show All'),
  windowMenu: phrase('Window'),
  zoom: phrase('Zoom'),
  zoomIn: phrase('Zoom In'),
  zoomOut: phrase('Zoom Out'),
} as const

const roleItem = (role: keyof typeof roleLabels): MenuItemConstructorOptions => ({ role, label: roleLabels[role] })

/** The views with their keys. The page itself listens to the keys, since it knows whether a dialog lies over the view. */
function viewItems(tell: MenuDeps['tell']): MenuItemConstructorOptions[] {
  return views.map(({ name, label, key }) => ({
    label,
    accelerator: `CommandOrControl+${key}`,
    registerAccelerator: false,
    click: () => { tell({ type: 'show-view', view: name }) },
  }))
}

/** Label of a recent file, which an ampersand must not turn into a key. */
const recentLabel = (path: string): string => `${basename(path)} — ${dirname(path)}`.replaceAll('&', '&&')

function recentItems({ recent, openRecent, clearRecent }: MenuDeps): MenuItemConstructorOptions[] {
  return [
    ...recent.map((path) => ({ label: recentLabel(path), click: () => { openRecent(path) } })),
    ...(recent.length === 0 ? [] : [{ type: 'separator' as const }]),
    { label: phrase('Clear the List'), enabled: recent.length > 0, click: clearRecent },
  ]
}

function settingsItem(tell: MenuDeps['tell']): MenuItemConstructorOptions {
  return { id: 'settings', label: onMac ? phrase('Settings…') : phrase('Settings'), accelerator: 'CommandOrControl+,', click: () => { tell({ type: 'show-view', view: 'settings' }) } }
}

function appMenu(tell: MenuDeps['tell']): MenuItemConstructorOptions {
  const separator = { type: 'separator' as const }
  return {
    role: 'appMenu',
    submenu: [roleItem('about'), separator, settingsItem(tell), separator, roleItem('services'), separator, roleItem('hide'), roleItem('hideOthers'), roleItem('unhide'), separator, roleItem('quit')],
  }
}

function fileItems(deps: MenuDeps): MenuItemConstructorOptions[] {
  const { home, tell, chooseFiles } = deps
  return [
    { id: 'new-run', label: phrase('New Run'), accelerator: 'CommandOrControl+N', click: () => { tell({ type: 'new-run' }) } },
    { id: 'open', label: phrase('Open…'), accelerator: 'CommandOrControl+O', click: chooseFiles },
    { id: 'recent', label: phrase('Open Recent'), submenu: recentItems(deps) },
    { type: 'separator' },
    {
      label: phrase('Import Data'),
      submenu: [
        { id: 'import-files', label: phrase('From Files or an Archive…'), click: () => { tell({ type: 'import-data', from: 'files' }) } },
        { id: 'import-folder', label: phrase('From a Folder…'), click: () => { tell({ type: 'import-data', from: 'folder' }) } },
      ],
    },
    { id: 'report', label: phrase('Report…'), accelerator: 'CommandOrControl+Shift+R', click: () => { tell({ type: 'show-report' }) } },
    { type: 'separator' },
    { label: phrase('Show the Folder of the Runs'), click: () => { void shell.openPath(home) } },
    ...(onMac ? [] : [{ type: 'separator' as const }, settingsItem(tell)]),
    { type: 'separator' },
    onMac ? roleItem('close') : roleItem('quit'),
  ]
}

/** Undo and redo go to the page, which knows whether the focus lies in a text or in something that the lab itself can undo. */
function editItems(tell: MenuDeps['tell']): MenuItemConstructorOptions[] {
  return [
    { id: 'undo', label: phrase('Undo'), accelerator: 'CommandOrControl+Z', registerAccelerator: false, click: () => { tell({ type: 'undo' }) } },
    { id: 'redo', label: phrase('Redo'), accelerator: onMac ? 'Shift+Command+Z' : 'Control+Y', registerAccelerator: false, click: () => { tell({ type: 'redo' }) } },
    { type: 'separator' },
    roleItem('cut'),
    roleItem('copy'),
    roleItem('paste'),
    roleItem('delete'),
    { type: 'separator' },
    roleItem('selectAll'),
  ]
}

/** As Electron's own menu of windows. */
function windowItems(): MenuItemConstructorOptions[] {
  return [roleItem('minimize'), roleItem('zoom'), ...(onMac ? [{ type: 'separator' as const }, roleItem('front')] : [roleItem('close')])]
}

function helpItems(tell: MenuDeps['tell']): MenuItemConstructorOptions[] {
  return [
    { label: phrase('The Chapter on AlexNet'), click: () => { void shell.openExternal(chapterUrl) } },
    { id: 'tour', label: phrase('Take the Tour'), click: () => { tell({ type: 'show-tour' }) } },
    { id: 'shortcuts', label: phrase('Keyboard Shortcuts'), click: () => { tell({ type: 'show-shortcuts' }) } },
    { id: 'licences', label: phrase('Licences'), click: () => { tell({ type: 'show-licences' }) } },
    ...(onMac ? [] : [{ type: 'separator' as const }, { label: phrase('About CNN Lab'), click: () => { app.showAboutPanel() } }]),
  ]
}

/** Sets the About panel of the application. */
export function describeApp(): void {
  app.setAboutPanelOptions({
    applicationName: 'CNN Lab',
    applicationVersion: app.getVersion(),
    copyright: phrase('MIT licence'),
    credits: phrase('Built round the chapter on AlexNet of “Dive into Deep Learning”. Fashion-MNIST by Zalando SE (MIT licence). Computes with ONNX Runtime.'),
    website: chapterUrl,
  })
}

/** Sets the application's menu; called again where the recent files have changed. */
export function installMenu(deps: MenuDeps): void {
  const { tell } = deps
  const template: MenuItemConstructorOptions[] = [
    ...(onMac ? [appMenu(tell)] : []),
    { label: phrase('&File'), submenu: fileItems(deps) },
    { label: phrase('&Edit'), submenu: editItems(tell) },
    {
      label: phrase('&View'),
      submenu: [
        ...viewItems(tell),
        { type: 'separator' },
        { label: phrase('Theme'), submenu: themeChoices.map((theme) => ({ label: themeTitles[theme], click: () => { tell({ type: 'choose-theme', theme }) } })) },
        roleItem('resetZoom'),
        roleItem('zoomIn'),
        roleItem('zoomOut'),
        { type: 'separator' },
        roleItem('togglefullscreen'),
      ],
    },
    { ...roleItem('windowMenu'), submenu: windowItems() },
    { ...roleItem('help'), submenu: helpItems(tell) },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
