// What electron-builder makes of the lab: which files are in a package, Electron's fuses, and the formats of each system (docs/decisions/0041-packages.md).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenceFiles } from '../scripts/licences/licences-plugin.mjs'
import { electronExecutable } from '../scripts/setup/electron-binary.mjs'
import { folderOfElectron } from './electron-folder.mjs'
import { fileAssociations, maintainer, summary } from './facts.mjs'
import { fuses } from './fuses.mjs'
import { laidBeside } from './laid-beside.mjs'
import { iconsFolder, output } from './output.mjs'

/** Binaries of ONNX Runtime and libsql that one package has for every platform. @type {readonly (readonly [platform: string, arch: string])[]} */
const platforms = [['darwin', 'arm64'], ['darwin', 'x64'], ['linux', 'arm64'], ['linux', 'x64'], ['win32', 'arm64'], ['win32', 'x64']]

/** Files of dependencies that nothing reads at run time, or that are bundled into the lab's own programs. */
const notNeeded = ['!**/*.{map,ts,mts,cts,md,markdown,flow}', '!**/*.test.*', '!node_modules/{zod,@bufbuild}/**', '!node_modules/@libsql/*-musl/**', '!node_modules/**/{test,tests,docs,examples}/**', '!node_modules/**/{.nycrc,.editorconfig,*.bnf}']

const { platform, arch } = process
const otherPlatforms = platforms.filter(([name, processor]) => name !== platform || processor !== arch)
const electronFolder = folderOfElectron(electronExecutable())

/**
 * What is told to a hook: as much as is read here.
 * @typedef {{ readonly appOutDir: string, readonly electronPlatformName: string, readonly packager: { readonly getResourcesDir: (folder: string) => string } }} PackContext
 */

/** electron-builder holds it to its own schema. */
export default {
  appId: 'org.cnn-lab.app',
  productName: 'CNN Lab',
  copyright: 'MIT licence',
  artifactName: 'cnn-lab-${version}-${os}-${arch}.${ext}',
  directories: { output, buildResources: iconsFolder },
  electronDist: electronFolder,
  electronVersion: readFileSync(join(electronFolder, 'version'), 'utf8').trim().replace(/^v/, ''),
  electronLanguages: ['en', 'en-US', 'zh-CN', 'zh_CN'],
  npmRebuild: false, // the native parts speak Node-API, which every Electron understands
  publish: null,
  // The rpm must name an address; the lab has none of its own, so that is the chapter's.
  extraMetadata: { homepage: 'https://d2l.ai/chapter_convolutional-modern/alexnet.html', desktopName: 'cnn-lab.desktop', scripts: null, devDependencies: null, overrides: null, bin: null },
  files: [
    'package.json',
    'out/{main,preload,renderer}/**',
    'resources/**',
    'bench/peers/*.py',
    ...otherPlatforms.map(([name, processor]) => `!node_modules/onnxruntime-node/bin/napi-v6/${name}/${processor}/**`),
    ...notNeeded,
  ],
  // Beside the program, where they are read without it.
  extraFiles: [{ from: 'LICENSE', to: 'LICENSE.txt' }, { from: `out/renderer/${licenceFiles.notices}`, to: 'THIRD-PARTY-NOTICES.txt' }],
  asar: true,
  // Native parts are loaded by the system, data sets are read by range, and the command line's Node knows no archives.
  asarUnpack: ['node_modules/**', 'resources/**', 'bench/**'],
  /** @param {PackContext} context */
  afterPack: async ({ appOutDir, packager, electronPlatformName }) => {
    await laidBeside({ resources: packager.getResourcesDir(appOutDir), platform: electronPlatformName })
  },
  electronFuses: { ...fuses, resetAdHocDarwinSignature: platform === 'darwin' && arch === 'arm64' },
  fileAssociations: fileAssociations.map(({ extension, name, mimeType }) => ({ ext: extension, name, description: name, mimeType, role: 'Viewer' })),
  linux: {
    target: ['dir'], // what else there is for Linux is asked for by name: scripts/package.mjs
    executableName: 'cnn-lab-app',
    icon: 'icons',
    category: 'Education',
    synopsis: summary,
    maintainer,
    desktop: { entry: { Keywords: 'neural network;deep learning;ONNX;' } },
  },
  win: { target: ['nsis', 'portable'], icon: 'icon.png' },
  // One folder a user, no administrator asked; what the user has made stays when the lab goes.
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false, artifactName: 'cnn-lab-${version}-win-${arch}-setup.${ext}' },
  portable: { artifactName: 'cnn-lab-${version}-win-${arch}-portable.${ext}' },
  mac: {
    target: ['dmg'],
    icon: 'icon.png',
    category: 'public.app-category.education',
    hardenedRuntime: true,
    entitlements: 'packaging/entitlements.mac.plist',
    entitlementsInherit: 'packaging/entitlements.mac.plist',
    extendInfo: { NSCameraUsageDescription: 'Inspect shows what a network sees in the picture of the camera, after you press the button for it. No picture leaves this computer.' },
  },
}
