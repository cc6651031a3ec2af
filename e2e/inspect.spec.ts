// Inspect, walked through in one start of the lab: images of one's own are tried, from every source; the camera is lent for that, and nothing else is.
import type { Locator, Page } from '@playwright/test'
import { encodePng } from '../main/files/png'
import { findNearest, keepPictures, lookAtEmbedding } from './inspect-embedding'
import { askWhy, maximizeUnit, stepAgainst } from './inspect-explanations'
import { expect, keepPicture, pressView, test, trainOutside, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

test.use({
  chromiumFlags: ['--use-fake-device-for-media-stream'],
  allowsErrors: true, // what is refused is also told in the console
})

/** A T-shirt, drawn with the processor: bright on black, 28 by 28 pixels. */
const shirt = encodePng({
  width: 28,
  height: 28,
  channels: 1,
  pixels: Uint8Array.from({ length: 28 * 28 }, (_, place) => {
    const [row, column] = [Math.floor(place / 28), place % 28]
    const isBody = row > 4 && row < 26 && column > 7 && column < 20
    const isSleeve = row > 4 && row < 12 && column > 2 && column < 25
    return isBody || isSleeve ? 200 : 0
  }),
})

const openTab = (page: Page, name: string): Promise<void> => page.getByRole('radiogroup', { name: 'What is looked at' }).getByText(name, { exact: true }).click()
const chooseSource = (page: Page, name: string): Promise<void> => page.getByRole('radiogroup', { name: 'Where your image comes from' }).getByText(name, { exact: true }).click()
const headline = (page: Page): Locator => page.getByTestId('tried-answer')
const steps = (page: Page): Locator => page.getByRole('list', { name: 'Steps of preprocessing' }).getByRole('listitem')

/** Draws lines on the pad; places are shares of its width and height. */
async function draw(page: Page, lines: readonly (readonly [x: number, y: number])[][]): Promise<void> {
  const pad = await page.getByRole('img', { name: /^Drawing pad/ }).boundingBox()
  if (!pad) throw new Error('there is no pad')
  const at = ([x, y]: readonly [number, number]): [number, number] => [pad.x + x * pad.width, pad.y + y * pad.height]
  for (const [first, ...others] of lines) {
    if (!first) continue
    await page.mouse.move(...at(first))
    await page.mouse.down()
    for (const place of others) await page.mouse.move(...at(place), { steps: 4 })
    await page.mouse.up()
  }
}

/** A pair of trousers: a waist and two legs. */
const trousers = [
  [[0.35, 0.1], [0.65, 0.1]],
  [[0.37, 0.1], [0.36, 0.9]],
  [[0.42, 0.15], [0.41, 0.9]],
  [[0.63, 0.1], [0.64, 0.9]],
  [[0.58, 0.15], [0.59, 0.9]],
] as const satisfies readonly (readonly (readonly [number, number])[])[]

/** Bytes of the pixels that the network gets, as the image beside the tabs shows them: equal ones have equal sums. */
const shownImage = (page: Page): Promise<string> =>
  page.getByTestId('inspection-image').locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

async function tryDrawing({ page }: LabWindow): Promise<void> {
  await expect(headline(page)).toContainText('The answer appears here')
  const before = await shownImage(page)
  await draw(page, trousers.map((line) => [...line]))
  await expect(headline(page)).toContainText(/Trouser.*answered in/)
  await expect(page.getByTestId('inspection-answer')).toContainText('Trouser')
  await expect(steps(page).first()).toContainText('Image')
  await expect(steps(page).last()).toContainText('28×28')
  await expect.poll(() => shownImage(page)).not.toBe(before)

  // Undone to nothing, the image of the data set is looked at again; drawn again by undoing the clearing.
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(() => shownImage(page)).toBe(before)
  await page.keyboard.press('Control+z')
  await expect(headline(page)).toContainText('Trouser')
  await page.keyboard.press('Control+z')
  await expect(steps(page).last()).toContainText('28×28')
}

/** Puts a PNG file into the clipboard. */
async function copyPicture(app: LabWindow['app'], png: Buffer): Promise<void> {
  await repeatably(() => app.evaluate(async ({ clipboard, nativeImage, ClipboardItem }, base64) => {
    // Before version 45, Electron's clipboard had a method for images, which its typings of today leave out.
    const older = clipboard as unknown as { readonly writeImage?: (image: Electron.NativeImage) => void }
    if (older.writeImage) older.writeImage(nativeImage.createFromBuffer(Buffer.from(base64, 'base64')))
    else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([Buffer.from(base64, 'base64')], { type: 'image/png' }) })])
  }, png.toString('base64')))
}

async function tryPictures({ app, page }: LabWindow): Promise<void> {
  await chooseSource(page, 'Picture')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles({ name: 'shirt.png', mimeType: 'image/png', buffer: shirt })
  const panel = page.getByTestId('picture-panel')
  await expect(panel).toContainText('shirt.png')
  await expect(panel).toContainText('28×28')
  await expect(headline(page)).toContainText('answered in')
  await expect(page.getByTestId('recipe-left-out')).toContainText('has the size of the data set already')
  const fromFile = await shownImage(page)

  const [drawn] = [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]
  await (await drawn).setFiles({ name: 'drawn.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect x="8" y="4" width="12" height="22" fill="white"/></svg>') })
  await expect(panel).toContainText('drawn.svg')
  await expect.poll(() => shownImage(page)).not.toBe(fromFile)

  const [again] = [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]
  await (await again).setFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await expect(panel.getByRole('alert')).toContainText('notes.png is no picture')

  await copyPicture(app, shirt)
  for (const paste of [() => page.keyboard.press('Control+v'), () => page.getByRole('button', { name: 'Paste' }).click()]) {
    await openTab(page, 'Try it')
    await chooseSource(page, 'Draw')
    await expect.poll(() => shownImage(page)).not.toBe(fromFile)
    await chooseSource(page, 'Picture')
    await paste()
    await expect(panel).toContainText('The clipboard')
    await expect.poll(() => shownImage(page)).toBe(fromFile)
  }
  await repeatably(() => app.evaluate(({ clipboard }) => clipboard.writeText('words')))
  await page.getByRole('button', { name: 'Paste' }).click()
  await expect(panel.getByRole('alert')).toContainText('The clipboard holds no picture')

  // A drop on another tab leads to Try it.
  await openTab(page, 'Why')
  const held = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }))
    return transfer
  }, [...shirt])
  await page.getByRole('heading', { name: 'Inspect' }).dispatchEvent('drop', { dataTransfer: held })
  await expect(panel).toContainText('dropped.png')
  await expect(headline(page)).toContainText('answered in')
}

/** State of the camera's track, which the page keeps after the camera was turned off. */
const trackState = (page: Page): Promise<string | undefined> => page.evaluate(() => (globalThis as { track?: MediaStreamTrack }).track?.readyState)

async function turnCameraOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the camera' }).click()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0)
  await video.evaluate((element: HTMLVideoElement) => {
    const stream = element.srcObject as MediaStream
    Object.assign(globalThis, { track: stream.getVideoTracks()[0], sound: stream.getAudioTracks().length })
  })
  expect(await trackState(page)).toBe('live')
  expect(await page.evaluate(() => (globalThis as { sound?: number }).sound)).toBe(0)
}

async function tryCamera({ page }: LabWindow): Promise<void> {
  await chooseSource(page, 'Camera')
  await expect(page.locator('video')).toBeHidden()
  await turnCameraOn(page)
  // Live: the fake camera's picture changes, and so does what the network gets.
  const seen = new Set<string>()
  await expect.poll(async () => seen.add(await shownImage(page)).size).toBeGreaterThan(2)
  await expect(page.getByTestId('recipe-left-out')).toContainText('no even ground')
  await page.getByRole('button', { name: 'Take picture' }).click()
  await expect(page.getByRole('switch', { name: 'Live' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await expect.poll(() => trackState(page)).toBe('ended')

  const leavings: readonly [back: () => Promise<void>, leave: () => Promise<void>][] = [
    [() => chooseSource(page, 'Camera'), () => chooseSource(page, 'Draw')],
    [() => chooseSource(page, 'Camera'), () => openTab(page, 'Why')],
    [() => openTab(page, 'Try it'), () => pressView(page, 'runs')],
  ]
  for (const [back, leave] of leavings) {
    await back()
    await turnCameraOn(page)
    await leave()
    await expect.poll(() => trackState(page)).toBe('ended')
  }
  await pressView(page, 'inspect')
}

async function askForEverything({ page }: LabWindow): Promise<void> {
  const answers = await page.evaluate(async () => {
    const { mediaDevices, permissions, clipboard, geolocation } = navigator
    const outcome = (asked: Promise<unknown>): Promise<string> => asked.then(() => 'granted', (error: unknown) => (error as Error).name)
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'persistent-storage', 'screen-wake-lock', 'storage-access'] as PermissionName[]
    // A name that this Chromium does not know is no permission either.
    const states = await Promise.all(names.map(async (name) => [name, await permissions.query({ name }).then(({ state }) => state, () => 'unknown')] as const))
    return {
      granted: states.filter(([, state]) => state === 'granted').map(([name]) => name),
      notifications: await Notification.requestPermission(),
      camera: await outcome(mediaDevices.getUserMedia({ video: true })),
      microphone: await outcome(mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await outcome(clipboard.readText()),
      place: await new Promise((resolve) => { geolocation.getCurrentPosition(() => { resolve('granted') }, ({ code }) => { resolve(code) }) }),
    }
  })
  expect(answers).toMatchObject({ granted: [], notifications: 'denied', camera: 'NotAllowedError', microphone: 'NotAllowedError', clipboard: 'NotAllowedError', place: 1 })
  expect(answers.screen).not.toBe('granted')

  // Right after a click the camera is lent: once, and without sound.
  const lent = await page.evaluate(async () => {
    const outcome = (wanted: MediaStreamConstraints): Promise<string> => navigator.mediaDevices.getUserMedia(wanted).then((stream) => {
      for (const track of stream.getTracks()) track.stop()
      return 'granted'
    }, (error: unknown) => (error as Error).name)
    await window.lab.allowCamera()
    return [await outcome({ audio: true }), await outcome({ audio: true, video: true }), await outcome({ video: true }), await outcome({ video: true })]
  })
  expect(lent).toEqual(['NotAllowedError', 'NotAllowedError', 'granted', 'NotAllowedError'])

  // The page's scripts alone get neither camera nor clipboard. Chromium takes Playwright's question for a click, which an attempt to open a window uses up.
  const unasked = await page.evaluate(async () => {
    window.open('about:blank')
    return [navigator.userActivation.isActive, await window.lab.allowCamera(), await window.lab.pasteClipboard()]
  })
  expect(unasked).toMatchObject([false, { ok: false, problem: { code: 'app/no-click' } }, { ok: false, problem: { code: 'app/no-click' } }])
}

test('an image of one\'s own is tried from every source, and only the camera is lent for it', async ({ home, openLab }, testInfo) => {
  await trainOutside(home, '--limit-train', '4000', '--epochs', '3', '--batch-size', '64', '--optimizer', 'adamw', '--lr', '0.002')
  const lab = await openLab(home)
  const { page } = lab
  await pressView(page, 'inspect')
  await openTab(page, 'Try it')
  await test.step('drawn', () => tryDrawing(lab))
  await keepPicture(page, testInfo, 'drawn')
  await test.step('from a file, the clipboard, a drop', () => tryPictures(lab))
  await keepPicture(page, testInfo, 'picture')
  await test.step('from the camera, which ends when it is left', () => tryCamera(lab))
  await test.step('why it answers so, by every method', () => askWhy(lab))
  await test.step('a step against the answer', () => stepAgainst(lab))
  await test.step('an image that a unit likes', () => maximizeUnit(lab))
  await test.step('the embedding, in two ways', () => lookAtEmbedding(lab, 200))
  await keepPicture(page, testInfo, 'embedding')
  await test.step('the nearest training images', () => findNearest(lab))
  await test.step('pictures saved and kept', () => keepPictures(lab, home))
  await test.step('nothing else is allowed', () => askForEverything(lab))
})
