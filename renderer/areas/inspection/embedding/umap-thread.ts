// Starts the thread of a UMAP layout, hears its news, and ends it.
import type { UmapNews, UmapTask } from './umap-layout'

/** What the thread posts: news, or the layout at its end. */
interface UmapMessage {
  readonly news: UmapNews | null
  readonly places: Float32Array | null
}

/** @param signal ends the thread @returns [images, 2]; null: it was ended @throws Error where the thread fails */
export function umapPlaces(task: UmapTask, onNews: (news: UmapNews) => void, signal: AbortSignal): Promise<Float32Array | null> {
  const worker = new Worker(new URL('./umap-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Float32Array | null>((resolve, reject) => {
    worker.addEventListener('message', ({ data: { news, places } }: MessageEvent<UmapMessage>) => {
      if (places) resolve(places)
      else if (news && !signal.aborted) onNews(news)
    })
    worker.addEventListener('error', ({ message }) => { reject(new Error(`The images could not be laid out: ${message}`)) })
    signal.addEventListener('abort', () => { resolve(null) }, { once: true })
    worker.postMessage(task)
  }).finally(() => { worker.terminate() })
}
