// What the window keeps where its home can only be read: in the temporary folder, for as long as the window lives. The start loads this.
import { app } from 'electron'
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How the names of such folders begin. */
export const borrowedPrefix = 'cnn-lab-reading-'

/** For a shell: waits until a process is gone, then removes a folder. */
const removal = 'while kill -0 "$1" 2>/dev/null; do sleep 0.2; done; rm -rf -- "$2"'

/** Makes a folder that is removed with all that is in it when the app has ended; one of a killed app, or on Windows, by the next that starts (left-folders.ts). */
export function borrowFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), borrowedPrefix))
  // By another process: Chromium writes into it until the very end of this one, and makes it anew for that.
  if (process.platform !== 'win32') app.once('quit', () => { spawn('sh', ['-c', removal, 'sh', String(process.pid), folder], { detached: true, stdio: 'ignore' }).unref() })
  return folder
}
