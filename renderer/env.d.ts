// What the page finds in its window: the lab, put there by the preload script; and what its bundler understands besides scripts.
/// <reference types="vite/client" />
import type { LabApi } from '@contract/api/lab-api'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}
