// What a Linux desktop and dpkg are told: the same file types in the entry and in the database, and libraries under the names of every release.
import { expect, it } from 'vitest'
import { electronPackages } from '../scripts/setup/debian-packages.mjs'
import { controlFile } from './deb.mjs'
import { desktopEntry, mimeTypes } from './desktop-files.mjs'

it('names in the entry the types that the database knows', () => {
  const named = /^MimeType=(.*)$/m.exec(desktopEntry('/opt/cnn-lab/cnn-lab-app'))?.[1]?.split(';').filter((type) => type !== '')
  const known = [...mimeTypes().matchAll(/<mime-type type="(.*?)">/g)].map(([, type]) => type)
  expect(named).toEqual(known)
  expect([...mimeTypes().matchAll(/<glob pattern="(.*?)"/g)].map(([, pattern]) => pattern)).toEqual(['*.onnx', '*.cnnlab'])
})

it('hands all chosen files to one program', () => {
  expect(desktopEntry('/opt/cnn-lab/cnn-lab-app')).toMatch(/^Exec=\/opt\/cnn-lab\/cnn-lab-app %F$/m)
})

it('depends on every library of Electron, under its old or its new name', () => {
  const depends = /^Depends: (.*)$/m.exec(controlFile('1.2.3', 1000))?.[1]?.split(', ') ?? []
  for (const name of electronPackages) expect(depends).toContain(`${name} | ${name}t64`)
})

it('is a control file that dpkg reads: no empty line, and every further line of the description indented', () => {
  const lines = controlFile('1.2.3', 1000).trimEnd().split('\n')
  expect(lines).toContain('Version: 1.2.3')
  expect(lines.slice(0, lines.findIndex((line) => line.startsWith('Description: '))).filter((line) => !/^[A-Z][A-Za-z-]*: \S/.test(line))).toEqual([])
  expect(lines.slice(lines.findIndex((line) => line.startsWith('Description: ')) + 1).filter((line) => !line.startsWith(' '))).toEqual([])
})
