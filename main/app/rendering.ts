// Draws the window in software where the machine has no GPU, as in a virtual machine or a test.
import { app } from 'electron'
import { readdirSync } from 'node:fs'

/** Whether the kernel offers a GPU to draw with; where that cannot be told, Chromium finds out for itself. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readdirSync('/dev/dri').some((device) => device.startsWith('renderD'))
  } catch {
    return false
  }
}

/** To be called before the app is ready. `CNN_LAB_SOFTWARE_RENDERING=1` asks for it where a driver is broken. */
export function chooseRendering(): void {
  if (mayHaveGpu() && process.env.CNN_LAB_SOFTWARE_RENDERING !== '1') return
  app.commandLine.appendSwitch('use-gl', 'angle')
  app.commandLine.appendSwitch('use-angle', 'swiftshader')
  app.commandLine.appendSwitch('enable-unsafe-swiftshader')
}
