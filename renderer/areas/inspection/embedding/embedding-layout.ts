// The places of the images of an embedding: by PCA at once, by UMAP from a thread, which tells how far it is.
import { placesOfComponents } from '@common/inspection/embedding/embedded-points'
import type { EmbeddingMethod } from '@common/inspection/embedding/embedding-words'
import type { ImageEmbedding } from '@contract/inspection/image-features'
import { toProblem, type Problem } from '@contract/problem'
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { UmapNews } from './umap-layout'
import { umapPlaces } from './umap-thread'

export function useEmbeddingLayout(embedding: () => ImageEmbedding | null, method: () => EmbeddingMethod) {
  /** Layouts that UMAP has finished. */
  const finished = new WeakMap<ImageEmbedding, Float32Array>()
  const umap = shallowRef<Float32Array | null>(null)
  const news = shallowRef<Omit<UmapNews, 'places'> | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** Whether the user has ended the layout, which then stays as it was. */
  const isCancelled = ref(false)
  let running: AbortController | null = null

  const pca = computed(() => {
    const of = embedding()
    return of && placesOfComponents(of.components, of.images)
  })
  const places = computed(() => (method() === 'umap' ? (umap.value ?? pca.value) : pca.value))

  function end(): void {
    running?.abort()
    running = null
    news.value = null
  }

  async function start(of: ImageEmbedding): Promise<void> {
    end()
    isCancelled.value = false
    problem.value = null
    umap.value = finished.get(of) ?? null
    if (umap.value) return
    const controller = new AbortController()
    running = controller
    news.value = { stage: 'neighbours', done: 0, total: of.images }
    try {
      const found = await umapPlaces({ components: of.components, images: of.images }, (told) => {
        news.value = told
        if (told.places) umap.value = told.places
      }, controller.signal)
      if (!found) return
      finished.set(of, found)
      umap.value = found
    } catch (error) {
      if (running === controller) problem.value = toProblem(error)
    } finally {
      if (running === controller) end()
    }
  }

  watch([embedding, method], ([of, by]) => {
    if (of && by === 'umap') void start(of)
    else {
      end()
      umap.value = null
    }
  }, { immediate: true })
  onBeforeUnmount(end)

  function cancel(): void {
    end()
    isCancelled.value = true
  }

  function again(): void {
    const of = embedding()
    if (of) void start(of)
  }

  return { places, news, problem, isCancelled, cancel, again }
}
