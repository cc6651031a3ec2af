// Files of a command line, without its flags and without the folder of an app that is not packaged.
import { expect, it } from 'vitest'
import { givenPaths, handedOverPaths } from './given-paths'

const given = (argv: readonly string[], appPath = '/lab') => givenPaths({ argv, appPath, folder: '/home/ada' })

it.each([
  ['a packaged app', ['/opt/cnn-lab', 'net.onnx', '/data/runs.cnnlab'], ['/home/ada/net.onnx', '/data/runs.cnnlab']],
  ['an app in its folder', ['electron', '--no-sandbox', '/lab', 'net.onnx'], ['/home/ada/net.onnx']],
  ['flags before and after, with values of their own before the app', ['electron', '-r', '/loader.js', '/lab', '--inspect=0', 'a.json', '--lang=de'], ['/home/ada/a.json']],
  ['a name like a flag', ['/opt/cnn-lab', '--', '--odd.onnx'], ['/home/ada/--odd.onnx']],
  ['none', ['electron', '/lab'], []],
])('%s', (_what, argv, paths) => {
  expect(given(argv)).toEqual(paths)
})

it('takes no message that is not one of ours', () => {
  expect(handedOverPaths({ paths: ['/a.onnx'] })).toEqual(['/a.onnx'])
  for (const odd of [null, 7, { paths: ['relative'] }, { paths: '/a' }, { paths: [], more: 1 }]) expect(handedOverPaths(odd)).toEqual([])
})
