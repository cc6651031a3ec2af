// Until when does a version of Electron get fixes, and what is said of one that gets none?
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { registryCopy } from './electron-registry-copy.mjs'
import { supportNotice, supportOf } from './electron-support.mjs'
import { inProject } from './project.mjs'

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

describe('supportOf', () => {
  it('ends when the third major after it comes out', () => {
    expect(supportOf('33.3.0', noon('2025-04-28'))).toEqual({ cameOut: '2024-10-15', ends: '2025-04-29', isSupported: true })
    expect(supportOf('33.3.0', noon('2025-04-29'))).toMatchObject({ isSupported: false })
    expect(supportOf('42.0.0', noon('2026-11-01'))).toEqual({ cameOut: '2026-05-05', ends: '2026-10-20', isSupported: false })
  })

  it('counts on by eight weeks a major beyond the timelines', () => {
    expect(supportOf('45.4.1', noon('2026-11-29'))).toEqual({ cameOut: '2026-10-20', ends: '2027-04-06', isSupported: true })
    expect(supportOf('50.0.0', noon('2027-08-01'))).toMatchObject({ cameOut: '2027-07-27', isSupported: true })
  })

  it('knows that what came before the timelines is over', () => {
    expect(supportOf('22.3.27', noon('2024-10-15'))).toMatchObject({ isSupported: false })
  })
})

describe('supportNotice', () => {
  const wanted = (JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { devDependencies: { electron: string } }).devDependencies.electron

  it('says of the fallback what it is, since when, and how to get the current one', () => {
    const notice = supportNotice({ version: registryCopy({}).version, wanted }, noon('2026-11-29'))
    expect(notice).toContain('Electron 33.3.0 (Chromium 130), which has had no security fixes since April 2025')
    expect(notice).toContain(`To get Electron ${wanted}, run \`npm run setup\``)
  })

  it('is silent about the current one', () => {
    expect(supportNotice({ version: wanted, wanted }, noon('2026-11-29'))).toBeNull()
  })

  it('knows no Chromium of versions that it does not list', () => {
    expect(supportNotice({ version: '12.2.3', wanted }, noon('2026-11-29'))).toContain('on Electron 12.2.3, which')
  })
})
