// Draws the lab's icon as PNG in the sizes that desktops, the Dock and the task bar ask for.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../scripts/setup/project.mjs'

/** Pixels a side, as the icon theme `hicolor` has them. */
export const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512]

/** The drawing. */
export const iconDrawing = inProject('packaging', 'icon.svg')

/** @param {string} icons folder of {@link drawIcons} @param {number} size @returns {string} path of the icon in that size */
export function iconFile(icons, size) {
  return join(icons, 'icons', `${size}x${size}.png`)
}

/**
 * Writes `icon.png` with 1024 pixels, of which electron-builder makes those of Windows and macOS, and `icons/` with those of Linux.
 * @param {string} icons folder; made where it is missing
 */
export async function drawIcons(icons) {
  const { Transformer } = await import('@napi-rs/image') // there once dependencies are
  const drawing = await readFile(iconDrawing)
  /** @param {number} size @returns {Promise<Buffer>} */
  const drawn = (size) => Transformer.fromSvg(drawing).resize(size, size).png()
  await mkdir(join(icons, 'icons'), { recursive: true })
  await writeFile(join(icons, 'icon.png'), await drawn(1024))
  for (const size of iconSizes) await writeFile(iconFile(icons, size), await drawn(size))
}
