// The thread that lays diagrams out: a large network takes longer than a frame.
import { layOut, type DiagramGraph } from '@common/diagram/layered-layout'

addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly graph: DiagramGraph }>) => {
  postMessage({ id: data.id, layout: layOut(data.graph) })
})
