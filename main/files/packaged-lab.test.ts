// The parts of a package are found from the archive and from beside it; a lab that runs from its own folder has none.
import { expect, it } from 'vitest'
import { packagedLab, unpacked } from './packaged-lab'

const parts = {
  node: '/opt/cnn-lab/resources/bin/node',
  commandLine: '/opt/cnn-lab/resources/app.asar.unpacked/out/main/cli.js',
  window: '/opt/cnn-lab/cnn-lab-app',
}

it('finds the same parts from the window and from the command line', () => {
  expect(packagedLab('/opt/cnn-lab/resources/app.asar/out/main/index.js', 'linux')).toEqual(parts)
  expect(packagedLab('/opt/cnn-lab/resources/app.asar.unpacked/out/main/cli.js', 'linux')).toEqual(parts)
})

it('finds the window where macOS and Windows have it', () => {
  expect(packagedLab('/Applications/CNN Lab.app/Contents/Resources/app.asar/out/main/index.js', 'darwin')).toMatchObject({
    window: '/Applications/CNN Lab.app/Contents/MacOS/CNN Lab',
    node: '/Applications/CNN Lab.app/Contents/Resources/bin/node',
  })
  expect(packagedLab('/lab/resources/app.asar/out/main/index.js', 'win32')).toMatchObject({ window: '/lab/CNN Lab.exe', node: '/lab/resources/bin/node.exe' })
})

it('finds none in a folder of sources', () => {
  expect(packagedLab('/home/ada/cnn-lab/out/main/cli.js', 'linux')).toBeNull()
  expect(packagedLab('/home/ada/app.asar.old/out/main/cli.js', 'linux')).toBeNull()
})

it('leads out of the archive, and leaves other paths alone', () => {
  expect(unpacked('/opt/cnn-lab/resources/app.asar/resources/datasets')).toBe('/opt/cnn-lab/resources/app.asar.unpacked/resources/datasets')
  expect(unpacked('/opt/cnn-lab/resources/app.asar')).toBe('/opt/cnn-lab/resources/app.asar.unpacked')
  expect(unpacked('/opt/cnn-lab/resources/app.asar.unpacked/out')).toBe('/opt/cnn-lab/resources/app.asar.unpacked/out')
  expect(unpacked('/home/ada/app.asar.old/x')).toBe('/home/ada/app.asar.old/x')
})
