// The home folder on each platform.
import { isAbsolute, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { labHome } from './home'

const linux = { env: {}, platform: 'linux', userHome: '/home/ada' } as const

it('is where CNN_LAB_HOME says, made absolute', () => {
  expect(labHome({ ...linux, env: { CNN_LAB_HOME: '/data/lab', XDG_DATA_HOME: '/xdg' } })).toBe(resolve('/data/lab'))
  expect(isAbsolute(labHome({ ...linux, env: { CNN_LAB_HOME: 'here' } }))).toBe(true)
})

it("is in the platform's folder for application data else", () => {
  expect(labHome(linux)).toBe('/home/ada/.local/share/cnn-lab')
  expect(labHome({ ...linux, env: { XDG_DATA_HOME: '/xdg' } })).toBe('/xdg/cnn-lab')
  expect(labHome({ ...linux, env: { XDG_DATA_HOME: 'relative' } })).toBe('/home/ada/.local/share/cnn-lab')
  expect(labHome({ ...linux, env: { XDG_DATA_HOME: '', CNN_LAB_HOME: '' } })).toBe('/home/ada/.local/share/cnn-lab')
  expect(labHome({ ...linux, platform: 'darwin', userHome: '/Users/ada' })).toBe('/Users/ada/Library/Application Support/CNN Lab')
  const windows = { platform: 'win32', userHome: 'C:\\Users\\ada' } as const
  expect(labHome({ ...windows, env: { APPDATA: 'D:\\Roaming' } })).toBe('D:\\Roaming\\CNN Lab')
  expect(labHome({ ...windows, env: {} })).toBe('C:\\Users\\ada\\AppData\\Roaming\\CNN Lab')
})
