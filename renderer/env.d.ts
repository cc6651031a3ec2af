// Types of the page's surroundings: `window.lab` from the preload script, and the bundler's imports other than scripts.
/// <reference types="vite/client" />
import type { LabApi } from '@contract/api/lab-api'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}
