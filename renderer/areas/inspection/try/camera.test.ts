// The camera ends when nobody looks, also one that starts only then; refusals are put into words.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, KeepAlive, ref } from 'vue'
import { installLab } from '../../../testing/lab-in-memory'
import { useCamera, type Camera } from './camera'

class FakeTrack extends EventTarget {
  readyState = 'live'
  stop(): void {
    this.readyState = 'ended'
  }
}

const getUserMedia = vi.fn<() => Promise<MediaStream>>()
let track = new FakeTrack()

beforeEach(() => {
  track = new FakeTrack()
  getUserMedia.mockReset()
  getUserMedia.mockImplementation(() => Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream))
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
  installLab({ allowCamera: () => null })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** The camera of a panel that can be left, for a network that can change. */
function shown() {
  const cameras: Camera[] = []
  const [isShown, network] = [ref(true), ref('lenet-1')]
  const Panel = defineComponent({
    setup() {
      cameras.push(useCamera(() => network.value))
      return () => h('span')
    },
  })
  const view = mount({ render: () => h(KeepAlive, () => (isShown.value ? h(Panel) : undefined)) })
  const [camera] = cameras
  if (!camera) throw new Error('the panel was not set up')
  return { camera, isShown, network, view }
}

it('asks the window first, and for no sound', async () => {
  const lab = installLab({ allowCamera: () => { expect(getUserMedia).not.toHaveBeenCalled(); return null } })
  const { camera, view } = shown()
  await camera.start()
  expect(lab.asked).toHaveBeenCalledExactlyOnceWith('allowCamera')
  expect(getUserMedia).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ audio: false }))
  expect([camera.stream.value !== null, track.readyState]).toEqual([true, 'live'])
  view.unmount()
  expect(track.readyState).toBe('ended')
})

it.each([
  ['the panel is left', ({ isShown }: ReturnType<typeof shown>) => { isShown.value = false }],
  ['another network is opened', ({ network }: ReturnType<typeof shown>) => { network.value = 'lenet-2' }],
  ['the window is hidden', () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValueOnce(true)
    document.dispatchEvent(new Event('visibilitychange'))
  }],
  ['the user ends it', ({ camera }: ReturnType<typeof shown>) => { camera.stop() }],
])('ends when %s', async (_when, leave) => {
  const panel = shown()
  await panel.camera.start()
  expect(track.readyState).toBe('live')
  leave(panel)
  await flushPromises()
  expect([track.readyState, panel.camera.stream.value, panel.camera.problem.value]).toEqual(['ended', null, null])
  panel.view.unmount()
})

it('ends a camera that comes after its panel was left', async () => {
  let arrive = (_stream: MediaStream): void => undefined
  getUserMedia.mockImplementation(() => new Promise((resolve) => { arrive = resolve }))
  const { camera, isShown, view } = shown()
  void camera.start()
  await flushPromises()
  expect(camera.isStarting.value).toBe(true)
  isShown.value = false
  await flushPromises()
  arrive({ getTracks: () => [track] } as unknown as MediaStream)
  await flushPromises()
  expect([track.readyState, camera.stream.value, camera.isStarting.value]).toEqual(['ended', null, false])
  view.unmount()
})

it('says what is wrong, and that a camera was unplugged', async () => {
  getUserMedia.mockRejectedValueOnce(new DOMException('', 'NotFoundError')).mockRejectedValueOnce(new DOMException('', 'NotAllowedError'))
  const { camera, view } = shown()
  await camera.start()
  expect(camera.problem.value?.code).toBe('camera/none')
  await camera.start()
  expect(camera.problem.value?.code).toBe('camera/denied')
  await camera.start()
  expect(camera.problem.value).toBeNull()
  track.dispatchEvent(new Event('ended'))
  expect([camera.stream.value, camera.problem.value?.code]).toEqual([null, 'camera/ended'])
  view.unmount()
})
