// Shared objects to Debian packages, and packages to their names in a release.
import { describe, expect, it } from 'vitest'
import { nameInRelease, packagesFor } from './debian-packages.mjs'

describe('packagesFor', () => {
  it('names each package once, however many of its libraries are missing', () => {
    expect(packagesFor(['libnss3.so', 'libsmime3.so', 'libgtk-3.so.0', 'libnssutil3.so'])).toEqual({
      packages: ['libgtk-3-0', 'libnss3'],
      unknown: [],
    })
  })

  it('passes on what it does not know', () => {
    expect(packagesFor(['libgbm.so.1', 'libnew.so.7'])).toEqual({ packages: ['libgbm1'], unknown: ['libnew.so.7'] })
  })
})

describe('nameInRelease', () => {
  // as printed by Ubuntu 24.04: the old name is an alias without a version of its own
  const ubuntu24 = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.11-1ubuntu0.2
  Version table:
     1.2.11-1ubuntu0.2 500
        500 http://archive.ubuntu.com/ubuntu noble-updates/main amd64 Packages
libnss3:
  Installed: (none)
  Candidate: 2:3.98-1build1
  Version table:
     2:3.98-1build1 500
        500 http://archive.ubuntu.com/ubuntu noble/main amd64 Packages
`
  // as printed by Debian 12
  const debian12 = `libasound2:
  Installed: 1.2.8-1+b1
  Candidate: 1.2.8-1+b1
  Version table:
 *** 1.2.8-1+b1 500
        500 http://deb.debian.org/debian bookworm/main amd64 Packages
`

  it('takes the new name where the release has it', () => {
    expect(nameInRelease('libasound2', ubuntu24)).toBe('libasound2t64')
    expect(nameInRelease('libnss3', ubuntu24)).toBe('libnss3')
  })

  it('keeps the old name where there is no new one', () => {
    expect(nameInRelease('libasound2', debian12)).toBe('libasound2')
    expect(nameInRelease('libasound2', '')).toBe('libasound2')
  })
})
