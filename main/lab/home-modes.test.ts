// Other users of the machine neither read nor write what the lab keeps.
import { chmodSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { makeFolderNow, privateMode } from '../files/make-folder'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { closeLog, log, openLog } from '../log/log'
import { closeToOthers, homeMode } from './home-modes'
import { Store } from './store/store'

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8)

describe('the mode of a home', () => {
  it.each([
    [0o755, true, 0o700],
    [0o777, true, 0o700],
    [0o500, true, 0o500],
    [0o755, false, 0o755],
    [0o775, false, 0o775],
    [0o777, false, 0o775],
    [0o1777, false, 0o1777],
  ])('%o, the lab’s own: %s, becomes %o', (mode, isOurs, wanted) => {
    expect(homeMode(mode, isOurs)).toBe(wanted)
  })

  it('never gives a right', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0o7777 }), fc.boolean(), (mode, isOurs) => (homeMode(mode, isOurs) & ~mode) === 0))
  })
})

describe.skipIf(process.platform === 'win32')('a home', () => {
  const umask = process.umask(0)
  process.umask(umask)
  afterEach(() => {
    process.umask(umask)
    closeLog()
  })

  it('that is made by the store, by the log or for the window belongs to the user alone, whatever the umask', () => {
    process.umask(0)
    const folder = temporaryFolder()
    new Store(join(folder, 'by-store')).close()
    openLog({ folder: join(folder, 'by-log', 'logs'), process: 'test' })
    log('info', 'test', 'a line')
    makeFolderNow(join(folder, 'by-window', 'window'), privateMode)
    for (const name of ['by-store', 'by-log', 'by-window']) expect([name, modeOf(join(folder, name))]).toEqual([name, '700'])
  })

  it('that was made with more rights loses them', () => {
    const home = temporaryFolder()
    chmodSync(home, 0o777)
    closeToOthers(home, { isOurs: false })
    expect(modeOf(home)).toBe('775')
    closeToOthers(home, { isOurs: true })
    expect(modeOf(home)).toBe('700')
  })

  it('that is not there yet is not made', () => {
    const folder = temporaryFolder()
    closeToOthers(join(folder, 'none'), { isOurs: true })
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})
