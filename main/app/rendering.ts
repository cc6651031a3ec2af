// Draws the window with the processor where the machine has no GPU, in the way that leaves most of it to the training.
import { app } from 'electron'
import { readdirSync } from 'node:fs'

/** Whether the kernel offers a GPU to draw with; where that cannot be told, Chromium finds out for itself. */
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
 * To be called before the app is ready. `CNN_LAB_SOFTWARE_RENDERING=1` asks for it where a driver is broken.
 * Chromium's plain software compositor, not its emulated GPU: that one takes most of a processor to draw the same window.
 */
export function chooseRendering(): void {
  if (!mayHaveGpu() || process.env.CNN_LAB_SOFTWARE_RENDERING === '1') app.disableHardwareAcceleration()
}
