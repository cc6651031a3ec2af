// The scripts look for the lab's home where the lab itself does.
import { expect, it } from 'vitest'
import { labHome as homeOfLab } from '../../main/lab/home'
import { labHome } from './lab-home.mjs'

it.each([
  [{ CNN_LAB_HOME: '/data/lab' }, 'linux', '/home/ada'],
  [{}, 'linux', '/home/ada'],
  [{ XDG_DATA_HOME: '/home/ada/data' }, 'linux', '/home/ada'],
  [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/ada'],
  [{ XDG_DATA_HOME: '' }, 'linux', '/home/ada'],
  [{}, 'darwin', '/Users/ada'],
  [{ APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, 'win32', 'C:\\Users\\ada'],
  [{}, 'win32', 'C:\\Users\\ada'],
] as const)('%j on %s', (env, platform, userHome) => {
  expect(labHome({ env, platform, userHome })).toBe(homeOfLab({ env, platform, userHome }))
})
