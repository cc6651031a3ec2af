// Builds the .deb with dpkg-deb from the folder that electron-builder has made: its own way would download a program (docs/decisions/0041-packages.md).
import { chmod, copyFile, cp, lstat, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runQuietly } from '../scripts/setup/commands.mjs'
import { electronPackages } from '../scripts/setup/debian-packages.mjs'
import { desktopEntry, mimeTypes } from './desktop-files.mjs'
import { maintainer, summary } from './facts.mjs'
import { iconDrawing, iconFile, iconSizes } from './icons.mjs'

/** Where the lab lies once it is installed. */
const installed = '/opt/cnn-lab'

/** Libraries of Node, Electron and the native parts, by the newest symbols that they ask for (`objdump -T`: GLIBC_2.28, GLIBCXX_3.4.22). */
const ofNativeParts = ['libc6 (>= 2.28)', 'libstdc++6 (>= 7)']

/**
 * @typedef {object} DebOptions
 * @property {string} folder what electron-builder has made
 * @property {string} icons as `drawIcons` has made them
 * @property {string} version of the lab
 * @property {string} output path of the .deb
 */

/** @param {DebOptions} options */
export async function buildDeb({ folder, icons, version, output }) {
  const root = `${output}.root`
  await rm(root, { recursive: true, force: true })
  try {
    await layRoot(root, { folder, icons })
    await write(root, 'DEBIAN/control', controlFile(version, await kilobytesIn(root)))
    // All belongs to root. Zstandard is read by Debian 12 and Ubuntu 22.04 on, and packs in a fraction of the time of xz.
    await runQuietly('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z9', '--build', root, output])
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** @param {string} root @param {{ readonly folder: string, readonly icons: string }} made */
async function layRoot(root, { folder, icons }) {
  const lab = join(root, installed)
  await mkdir(dirname(lab), { recursive: true })
  await cp(folder, lab, { recursive: true, verbatimSymlinks: true })
  // Chromium's sandbox where the system denies user namespaces to programs that it does not know, as Ubuntu 24.04 does.
  await chmod(join(lab, 'chrome-sandbox'), 0o4755)
  await link(root, 'usr/bin/cnn-lab', `../..${installed}/resources/bin/cnn-lab`)
  await link(root, 'usr/bin/cnn-lab-app', `../..${installed}/cnn-lab-app`)
  // Debian's triggers of these three folders renew its menus, types and icons; so the package needs no scripts of its own.
  await write(root, 'usr/share/applications/cnn-lab.desktop', desktopEntry(`${installed}/cnn-lab-app`))
  await write(root, 'usr/share/mime/packages/cnn-lab.xml', mimeTypes())
  for (const size of iconSizes) await copy(iconFile(icons, size), root, `usr/share/icons/hicolor/${size}x${size}/apps/cnn-lab.png`)
  await copy(iconDrawing, root, 'usr/share/icons/hicolor/scalable/apps/cnn-lab.svg')
  await write(root, 'usr/share/doc/cnn-lab/copyright', copyright)
}

/**
 * @param {string} version of the lab
 * @param {number} kilobytes that the installed files take
 * @returns {string} what dpkg is told of the package
 */
export function controlFile(version, kilobytes) {
  // Debian 13 and Ubuntu 24.04 have many of these libraries under a name that ends in t64.
  const libraries = electronPackages.map((name) => `${name} | ${name}t64`)
  return `Package: cnn-lab
Version: ${version}
Architecture: amd64
Maintainer: ${maintainer}
Section: education
Priority: optional
Installed-Size: ${kilobytes}
Depends: ${[...ofNativeParts, ...libraries].join(', ')}
Recommends: xdg-utils, libvulkan1, fonts-dejavu-core | fonts-noto-core
Suggests: xvfb, xauth
Description: ${summary}
 A desktop lab built round one chapter: AlexNet, as "Dive into Deep Learning"
 teaches it. Trains LeNet, AlexNet and networks of your own with ONNX Runtime,
 on the processor or a GPU, without Python, an account or a network.
 .
 The window is CNN Lab in the menu, the command line is cnn-lab.
`
}

const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: CNN Lab

Files: *
Copyright: the authors of CNN Lab
License: Expat

Files: ${installed.slice(1)}/*
Copyright: see THIRD-PARTY-NOTICES.txt, LICENSE.electron.txt and
 LICENSES.chromium.html in ${installed}
License: several
 Electron, Chromium, Node and all other works are there under their own
 licences.

License: Expat
 Permission is hereby granted, free of charge, to any person obtaining a copy
 of this software and associated documentation files (the "Software"), to deal
 in the Software without restriction, including without limitation the rights
 to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 copies of the Software, and to permit persons to whom the Software is
 furnished to do so, subject to the following conditions:
 .
 The above copyright notice and this permission notice shall be included in
 all copies or substantial portions of the Software.
 .
 THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 SOFTWARE.
`

/** @param {string} root @param {string} path below it @param {string} text */
async function write(root, path, text) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text, { mode: 0o644 })
}

/** @param {string} file @param {string} root @param {string} path below it */
async function copy(file, root, path) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await copyFile(file, join(root, path))
}

/** @param {string} root @param {string} path below it @param {string} target relative, so that it holds in a root elsewhere */
async function link(root, path, target) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await symlink(target, join(root, path))
}

/** @param {string} folder @returns {Promise<number>} */
async function kilobytesIn(folder) {
  return Math.ceil((await bytesIn(folder)) / 1024)
}

/** @param {string} folder @returns {Promise<number>} bytes of all files in it */
export async function bytesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  let sum = 0
  for (const entry of entries) if (entry.isFile()) sum += (await lstat(join(entry.parentPath, entry.name))).size
  return sum
}
