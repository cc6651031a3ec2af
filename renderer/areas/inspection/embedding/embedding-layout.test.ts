// The places of an embedding are those of its components until UMAP tells others; a layout that is cancelled stays, one that is finished is not computed again.
import type { ImageEmbedding } from '@contract/inspection/image-features'
import type { EmbeddingMethod } from '@common/inspection/embedding/embedding-words'
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, nextTick, ref, shallowRef } from 'vue'
import { useEmbeddingLayout } from './embedding-layout'
import type { UmapNews, UmapTask } from './umap-layout'

interface Begun {
  readonly tell: (news: UmapNews) => void
  readonly finish: (places: Float32Array) => void
  readonly signal: AbortSignal
}
const begun = vi.hoisted((): Begun[] => [])
vi.mock('./umap-thread', () => ({
  umapPlaces: (_task: UmapTask, tell: (news: UmapNews) => void, signal: AbortSignal) =>
    new Promise<Float32Array | null>((resolve) => {
      begun.push({ tell, finish: resolve, signal })
      signal.addEventListener('abort', () => { resolve(null) })
    }),
}))

const embedding: ImageEmbedding = { layer: 'relu4', images: 2, within: 'test', numbers: Uint32Array.of(0, 1), width: 84, components: Float32Array.of(1, 2, 3, 4), explained: [0.5, 0.25], labels: new Uint16Array(2), predictions: new Uint16Array(2) }

function shown() {
  const [of, method] = [shallowRef<ImageEmbedding | null>(embedding), ref<EmbeddingMethod>('pca')]
  const layouts: ReturnType<typeof useEmbeddingLayout>[] = []
  const page = mount(defineComponent({
    setup: () => {
      layouts.push(useEmbeddingLayout(() => of.value, () => method.value))
      return () => null
    },
  }))
  const [layout] = layouts
  if (!layout) throw new Error('the page has not been set up')
  begun.length = 0
  return { of, method, layout, page }
}

it('moves from the components to what UMAP tells, and keeps what it has finished', async () => {
  const { method, layout } = shown()
  expect(layout.places.value).toEqual(Float32Array.of(1, -2, 3, -4))
  method.value = 'umap'
  await nextTick()
  expect(layout.places.value).toEqual(Float32Array.of(1, -2, 3, -4))
  begun[0]?.tell({ stage: 'layout', done: 10, total: 20, places: Float32Array.of(5, 5, 5, 5) })
  expect(layout.places.value).toEqual(Float32Array.of(5, 5, 5, 5))
  expect(layout.news.value).toMatchObject({ stage: 'layout', done: 10 })
  begun[0]?.finish(Float32Array.of(6, 6, 6, 6))
  await flushPromises()
  expect([layout.places.value, layout.news.value]).toEqual([Float32Array.of(6, 6, 6, 6), null])
  method.value = 'pca'
  await nextTick()
  method.value = 'umap'
  await nextTick()
  expect(layout.places.value).toEqual(Float32Array.of(6, 6, 6, 6))
  expect(begun).toHaveLength(1)
})

it('ends as the user cancels it, as another embedding comes, and with the page', async () => {
  const { of, method, layout, page } = shown()
  method.value = 'umap'
  await nextTick()
  begun[0]?.tell({ stage: 'layout', done: 10, total: 20, places: Float32Array.of(5, 5, 5, 5) })
  layout.cancel()
  await flushPromises()
  expect(begun[0]?.signal.aborted).toBe(true)
  expect(layout.isCancelled.value).toBe(true)
  expect(layout.places.value).toEqual(Float32Array.of(5, 5, 5, 5))
  layout.again()
  of.value = { ...embedding, components: Float32Array.of(7, 8, 9, 10) }
  await nextTick()
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  expect(layout.places.value).toEqual(Float32Array.of(7, -8, 9, -10))
  page.unmount()
  expect(begun[2]?.signal.aborted).toBe(true)
})
