// The pictures that are kept with the run that is looked into.
import { maxPictureBytes, type KeptPicture, type NewPicture } from '@contract/inspection/kept-picture'
import { barePictureSvg, type PictureDrawing, type PictureWords } from '@common/pictures/picture-svg'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { rasterized } from './rasterized'

/** Pixels for each CSS pixel of a picture that is kept: sharp on paper. */
const keptDensity = 2

export const useKeptPictures = defineStore('keptPictures', () => {
  /** Whose pictures these are; null: no run is looked into, and nothing can be kept. */
  const runId = ref<string | null>(null)
  const pictures = shallowRef<readonly KeptPicture[]>([])
  /** The one that was removed last, which can be put back. */
  const removed = shallowRef<KeptPicture | null>(null)

  /** Looks at the pictures of a run, or at none. @throws LabError as the lab does */
  async function open(id: string | null): Promise<void> {
    if (runId.value !== id) {
      runId.value = id
      pictures.value = []
      removed.value = null
    }
    const found = id === null ? [] : await ask('keptPictures', id)
    if (runId.value === id) pictures.value = found
  }

  /** Keeps a picture with the run. @throws LabError `picture/...` */
  async function keep(drawing: PictureDrawing, { title, caption, alternative }: PictureWords): Promise<void> {
    const svg = barePictureSvg(drawing, alternative)
    const sharp = await rasterized(svg, keptDensity)
    const png = sharp.length <= maxPictureBytes ? sharp : await rasterized(svg, 1)
    await add({ title, caption, png })
  }

  /** @throws LabError `picture/...` */
  async function drop(picture: KeptPicture): Promise<void> {
    const of = runId.value
    if (of === null) return
    await ask('dropPicture', of, picture.id)
    if (runId.value !== of) return
    pictures.value = pictures.value.filter(({ id }) => id !== picture.id)
    removed.value = picture
  }

  /** Puts the picture back that was removed last, behind the others. @throws LabError `picture/...` */
  async function putBack(): Promise<void> {
    if (!removed.value) return
    const { title, caption, png } = removed.value
    await add({ title, caption, png })
    removed.value = null
  }

  async function add(picture: NewPicture): Promise<void> {
    const of = runId.value
    if (of === null) return
    const kept = await ask('keepPicture', of, picture)
    if (runId.value === of) pictures.value = [...pictures.value, kept]
  }

  return { runId, pictures, removed, open, keep, drop, putBack }
})
