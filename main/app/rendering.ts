// Draws the window with the processor where the machine has no GPU, in the way that leaves most of it to the training.
import { app } from 'electron'
import { readdirSync } from 'node:fs'

/** Whether there may be a GPU to draw with: on Linux by the kernel's devices; on other systems Chromium finds out for itself. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true
  try {
    // A folder in memory with two entries a GPU; and Electron takes no later answer than one before its start.
    return readdirSync('/dev/dri').some((device) => device.startsWith('renderD'))
  } catch {
    return false // no such folder: the kernel has no driver of a GPU
  }
}

/**
 * Switches to software rendering where there is no GPU, or where `CNN_LAB_SOFTWARE_RENDERING=1` asks for it because a driver is broken; to
 * be called before the app is ready. Chromium then uses its plain software compositor and not its emulated GPU, which takes most of a
 * processor to draw the same window.
 */
export function chooseRendering(): void {
  if (!mayHaveGpu() || process.env.CNN_LAB_SOFTWARE_RENDERING === '1') app.disableHardwareAcceleration()
}
