// The thread that lays images out by UMAP: thousands of images take seconds to minutes.
import { layOutUmap, type UmapTask } from './umap-layout'

addEventListener('message', ({ data }: MessageEvent<UmapTask>) => {
  postMessage({ news: null, places: layOutUmap(data, (news) => { postMessage({ news, places: null }) }) })
})
