// The menu of a picture saves it with its words, keeps it for the report of the run that is looked into, and says why it cannot.
import { pixelDrawing } from '@common/pictures/pixel-drawing'
import type { KeptPicture, NewPicture } from '@contract/inspection/kept-picture'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useKeptPictures } from './kept-pictures'
import PictureMenu from './PictureMenu.vue'

interface MenuItem {
  readonly label: string
  readonly disabled?: boolean
  readonly onSelect: () => void
}

const png = Uint8Array.of(1, 2, 3)
vi.mock('./rasterized', () => ({ rasterized: () => Promise.resolve(png) }))
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { template: '<span />' } }))
vi.mock('@nuxt/ui/components/DropdownMenu.vue', () => ({ default: { name: 'MenuOfItems', props: ['items'], template: '<div><slot /></div>' } }))
vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { props: ['problem'], template: '<p role="alert">{{ problem.message }}</p>' } }))

const words = { title: 'Filters', caption: 'Six filters: black is -1, white 1.', alternative: 'Six small squares.' }
const drawing = () => pixelDrawing({ png: 'AAAA', width: 10, height: 20 })

beforeEach(() => {
  setActivePinia(createPinia())
})

function openMenu() {
  const menu = mount(PictureMenu, { props: { ...words, drawing } })
  const itemOf = (label: string): MenuItem => {
    const items = (menu.getComponent({ name: 'MenuOfItems' }).props('items') as readonly (readonly MenuItem[])[]).flat()
    const item = items.find((other) => other.label === label)
    if (!item) throw new Error(`the menu has no item ${label}`)
    return item
  }
  const choose = async (label: string): Promise<void> => {
    itemOf(label).onSelect()
    await flushPromises()
  }
  return { menu, itemOf, choose }
}

it('saves a drawing with its words, or its pixels', async () => {
  const lab = installLab({ savePicture: () => '/mine' })
  const { choose } = openMenu()
  await choose('Save as SVG')
  await choose('Save as PNG')
  const [[, svg], [, pixels]] = lab.asked.mock.calls as unknown as readonly [readonly [string, { readonly bytes: Uint8Array }], readonly [string, object]]
  expect(svg).toMatchObject({ name: 'Filters', format: 'svg' })
  const text = new TextDecoder().decode(svg.bytes)
  for (const part of [words.title, words.caption, words.alternative, 'base64,AAAA']) expect(text).toContain(part)
  expect(pixels).toEqual({ name: 'Filters', format: 'png', bytes: png })
})

it('keeps pictures with the run that is looked into alone, and puts the last one back that was removed', async () => {
  const stored: KeptPicture[] = []
  const lab = installLab({
    keptPictures: () => [...stored],
    keepPicture: (_, picture: NewPicture) => {
      const kept = { ...picture, id: String(stored.length), keptAt: 0 }
      stored.push(kept)
      return kept
    },
    dropPicture: () => true,
  })
  const shelf = useKeptPictures()
  const { itemOf, choose } = openMenu()
  expect(itemOf('Keep for the report').disabled).toBe(true)
  await shelf.open('lenet-1')
  expect(itemOf('Keep for the report').disabled).toBe(false)
  await choose('Keep for the report')
  expect(lab.asked).toHaveBeenLastCalledWith('keepPicture', 'lenet-1', { title: words.title, caption: words.caption, png })
  expect(shelf.pictures).toHaveLength(1)
  const [kept] = shelf.pictures
  if (kept) await shelf.drop(kept)
  expect(shelf.pictures).toEqual([])
  await shelf.putBack()
  expect(shelf.pictures).toMatchObject([{ title: 'Filters' }])
  expect(shelf.removed).toBeNull()
  await shelf.open(null)
  expect(shelf.pictures).toEqual([])
})

it('says why a picture was not kept', async () => {
  installLab({ keptPictures: () => [], keepPicture: () => { throw new Refusal({ code: 'picture/too-many', message: '60 pictures are kept already.', remedy: '' }) } })
  await useKeptPictures().open('lenet-1')
  const { menu, choose } = openMenu()
  await choose('Keep for the report')
  expect(menu.get('[role=alert]').text()).toBe('60 pictures are kept already.')
})
