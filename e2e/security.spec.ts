// The page is confined: no Node, no other addresses, no permissions, and no way to the lab but the checked one.
import { labCalls, type LabApi } from '@contract/api/lab-api'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { readlinkSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, project, test, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

test.use({ allowsErrors: true }) // what is refused is also told in the console

/** A server on this machine that answers every page: a request that gets out is counted, whether there is an internet or not. */
let server: Server
let url = ''
let requests = 0

test.beforeAll(async () => {
  server = createServer((_request, response) => {
    requests++
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('reached')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
test.afterAll(() => {
  server.close()
})

async function hasNoNode({ app, page }: LabWindow): Promise<void> {
  const found = await page.evaluate(() => ['require', 'process', 'module', 'global', 'Buffer', 'electron'].filter((name) => name in globalThis))
  expect(found).toEqual([])
  const settings = await repeatably(() => app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Electron's typings leave the method out: it is meant for tests like this.
    const contents = window?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
    const { contextIsolation, sandbox, nodeIntegration, nodeIntegrationInWorker = false, nodeIntegrationInSubFrames, webviewTag, webSecurity } = contents.getLastWebPreferences()
    const { allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures = '' } = contents.getLastWebPreferences()
    return { contextIsolation, sandbox, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames, webviewTag, webSecurity, allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures }
  }))
  expect(settings).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
  })

  const tampered = await page.evaluate(async () => {
    const attempts: (() => unknown)[] = [
      () => Reflect.set(window, 'lab', {}),
      () => Reflect.defineProperty(window, 'lab', { value: {} }),
      () => Reflect.deleteProperty(window, 'lab'),
      () => Reflect.set(window.lab, 'currentRuns', () => 'forged'),
      () => Reflect.defineProperty(window.lab, 'currentRuns', { value: () => 'forged' }),
      () => Reflect.set(window.lab, 'further', () => 'forged'),
    ]
    const succeeded = attempts.flatMap((attempt, index) => (attempt() === true ? [index] : []))
    return { succeeded, answer: await window.lab.currentRuns() }
  })
  expect(tampered).toEqual({ succeeded: [], answer: { ok: true, value: [] } })
}

async function holdsItsPolicy({ page }: LabWindow): Promise<void> {
  const policy = await page.evaluate(async () => (await fetch('app://lab/index.html')).headers.get('content-security-policy'))
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')

  const injected = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.injected = true'
    document.body.append(script)
    return 'injected' in globalThis
  })
  expect(injected).toBe(false)
  const styled = await page.evaluate(() => {
    const sheet = document.createElement('style')
    sheet.textContent = ':root { --injected: 1px }'
    document.head.append(sheet)
    const part = document.createElement('p')
    part.innerHTML = '<b style="--injected: 1px"></b>'
    document.body.append(part)
    return [document.documentElement, part.querySelector('b')].map((element) => element && getComputedStyle(element).getPropertyValue('--injected'))
  })
  expect(styled).toEqual(['', ''])
  const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'))
  await page.evaluate(() => {
    const run: (code: string) => unknown = setTimeout // which evaluates a string, where it may
    run('globalThis.evaluated = true')
  })
  await refused
  expect(await page.evaluate(() => 'evaluated' in globalThis)).toBe(false)
}

async function reachesNothing({ app, page }: LabWindow): Promise<void> {
  const expected = [[url, 'refused'], ['file:///etc/hosts', 'refused'], ['app://other/index.html', 'refused'], ['app://lab/../../package.json', 404]] as const
  for (const [address, outcome] of expected) {
    const answer = await page.evaluate((asked) => fetch(asked).then((response) => response.status, () => 'refused'), address)
    expect([address, answer]).toEqual([address, outcome])
  }
  // The session refuses by itself, even where a page had no policy.
  expect(await repeatably(() => app.evaluate(({ session }, asked) => session.defaultSession.fetch(asked).then(({ status }) => status, () => 'refused'), url))).toBe('refused')
  expect(requests).toBe(0)
}

async function staysWhereItIs({ app, page }: LabWindow): Promise<void> {
  expect(await page.evaluate((elsewhere) => window.open(elsewhere) === null, url)).toBe(true)
  await page.evaluate((elsewhere) => {
    const link = document.createElement('a')
    link.href = elsewhere
    document.body.append(link)
    link.click()
  }, url)
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  await page.evaluate((elsewhere) => {
    location.href = elsewhere
  }, url)
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  expect(requests).toBe(0)
  expect(await repeatably(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))).toBe(1)
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  // Asked of the permission itself: a machine without a camera refuses in any case.
  for (const name of ['camera', 'microphone', 'geolocation'] as const) {
    expect([name, await page.evaluate((asked) => navigator.permissions.query({ name: asked }).then(({ state }) => state), name)]).toEqual([name, 'denied'])
  }
}

async function isBroughtBack({ app, page }: LabWindow): Promise<void> {
  const runsOn = page.getByRole('navigation', { name: 'Views' })
  for (const address of ['about:blank', 'about:srcdoc', 'about:blank#x']) {
    await test.step(address, async () => {
      await page.evaluate(() => { Reflect.set(window, 'beforeLeaving', true) })
      await page.evaluate((elsewhere) => { location.href = elsewhere }, address).catch(() => undefined) // the page that is asked is gone
      // A new document, and not the old one before it has gone.
      await expect.poll(() => page.evaluate(() => 'beforeLeaving' in window).catch(() => true)).toBe(false)
      await expect(runsOn).toBeVisible()
      expect(page.url()).toBe('app://lab/index.html')
      expect(await page.evaluate(() => window.lab.currentRuns())).toMatchObject({ ok: true })
      expect(await repeatably(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()))).toBe('app://lab/index.html')
    })
  }
}

async function sendsNothing({ page }: LabWindow): Promise<void> {
  const heard: string[] = []
  const datagrams = createSocket('udp4').on('message', () => heard.push('datagram'))
  datagrams.bind(0, '127.0.0.1')
  await once(datagrams, 'listening')
  const streams = createTcpServer((socket) => {
    heard.push('connection')
    socket.on('error', () => undefined).destroy()
  }).listen(0, '127.0.0.1')
  await once(streams, 'listening')
  const ports = { udp: datagrams.address().port, tcp: (streams.address() as AddressInfo).port }

  const found = await page.evaluate(async ({ udp, tcp }) => {
    const servers = [{ urls: `stun:127.0.0.1:${udp}` }, { urls: [`turn:127.0.0.1:${udp}?transport=udp`, `turn:127.0.0.1:${tcp}?transport=tcp`, `turns:localhost:${tcp}`], username: 'name', credential: 'word' }]
    const [asking, answering] = [new RTCPeerConnection({ iceServers: servers }), new RTCPeerConnection()]
    const candidates: string[] = []
    asking.onicecandidate = ({ candidate }) => { if (candidate) candidates.push(candidate.candidate) }
    asking.createDataChannel('channel')
    await asking.setLocalDescription(await asking.createOffer())
    await answering.setRemoteDescription(await asking.createOffer())
    // The other end tells addresses of its own: those that listen here.
    const { sdp = '' } = await answering.createAnswer()
    const addresses = [`a=candidate:1 1 udp 2113937151 127.0.0.1 ${udp} typ host`, `a=candidate:2 1 tcp 1518280447 127.0.0.1 ${tcp} typ host tcptype passive`]
    await asking.setRemoteDescription({ type: 'answer', sdp: `${sdp}${addresses.join('\r\n')}\r\n` })
    await new Promise((resolve) => { setTimeout(resolve, 1000) }) // the first packets leave within 50 ms
    asking.close()
    answering.close()
    return candidates.filter((candidate) => candidate !== '')
  }, ports)
  datagrams.close()
  streams.close()
  expect({ found, heard }).toEqual({ found: [], heard: [] })
}

async function opensNoConnection({ page }: LabWindow): Promise<void> {
  let connections = 0
  const streams = createTcpServer((socket) => {
    connections++
    socket.on('error', () => undefined).destroy()
  }).listen(0, '127.0.0.1')
  await once(streams, 'listening')
  await page.evaluate(async (port) => {
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'manifest', 'icon']) {
      const link = document.createElement('link')
      Object.assign(link, { rel, as: 'script', href: `http://127.0.0.1:${port}/${rel}` })
      document.head.append(link)
    }
    await new Promise((resolve) => { setTimeout(resolve, 700) })
  }, (streams.address() as AddressInfo).port)
  streams.close()
  expect(connections).toBe(0)
}

async function embedsNoPage({ app, page }: LabWindow): Promise<void> {
  const before = await repeatably(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().length))
  const framed = await page.evaluate(async (elsewhere) => {
    const view = document.createElement('webview')
    view.setAttribute('src', elsewhere)
    view.setAttribute('allowpopups', '')
    const frame = document.createElement('iframe')
    frame.src = elsewhere
    document.body.append(view, frame)
    await new Promise((resolve) => { setTimeout(resolve, 500) })
    return { isWebview: 'getURL' in view, frame: frame.contentDocument?.body.textContent ?? null }
  }, url)
  expect(framed).toEqual({ isWebview: false, frame: null }) // Chromium's own page for what is refused, which nobody may read
  expect(await repeatably(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().length))).toBe(before)
  expect(requests).toBe(0)
}

async function obeysNoKeys({ app, page }: LabWindow): Promise<void> {
  const roles = await repeatably(() => app.evaluate(({ Menu }) => {
    const rolesOf = (menu: Electron.Menu | null | undefined): string[] => (menu?.items ?? []).flatMap(({ role, submenu }) => [...(role ? [role.toLowerCase()] : []), ...rolesOf(submenu)]) // null where there is none, whatever the typings say
    return rolesOf(Menu.getApplicationMenu())
  }))
  expect(roles).toContain('copy') // they are told by this name
  for (const role of ['toggledevtools', 'reload', 'forcereload', 'viewmenu']) expect(roles).not.toContain(role)
  await page.evaluate(() => { Reflect.set(window, 'beforeKeys', true) })
  for (const keys of ['F12', 'Control+Shift+I', 'Control+Shift+J', 'Control+Shift+C', 'F5', 'Control+R', 'Control+Shift+R', 'Control+U']) await page.keyboard.press(keys)
  await page.waitForTimeout(500)
  expect(await page.evaluate(() => 'beforeKeys' in window)).toBe(true)
  expect(await repeatably(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().some((contents) => contents.isDevToolsOpened())))).toBe(false)
}

test('other users of the machine reach neither the home nor the socket by which a second window finds the first', async ({ home, openLab }) => {
  test.skip(process.platform !== 'linux', 'modes as Linux has them')
  const own = join(home, 'made', 'by-the-lab')
  await openLab(own)
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
  expect([modeOf(join(home, 'made')), modeOf(own)]).toEqual(['700', '700'])
  const socket = readlinkSync(join(own, 'window', 'SingletonSocket'))
  expect([socket.startsWith(own), modeOf(dirname(socket))]).toEqual([false, '700'])
})

async function isChecked({ app, page }: LabWindow): Promise<void> {
  const wrong = await page.evaluate(() => window.lab.start({ anything: 'else' } as never, ''))
  expect(wrong).toMatchObject({ ok: false, problem: { code: 'app/invalid-call' } })
  expect(await page.evaluate(() => Object.keys(window.lab).sort())).toEqual([...labCalls, 'onCommand', 'onEvent'].sort())

  // The same page in another window, as after a hijack, is not the page that the lab talks to.
  const stranger = await repeatably(() => app.evaluate(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
    await other.loadURL('app://lab/index.html')
    const answer: unknown = await other.webContents.executeJavaScript('window.lab.currentRuns().then(() => "answered", (error) => error.message)')
    other.destroy()
    return answer
  }, join(project, 'out', 'preload', 'index.cjs')))
  expect(stranger).toContain('may not ask')
}

/** What holds of the page as it is, in an order in which no question disturbs the next. */
const confinement: Readonly<Record<string, (lab: LabWindow) => Promise<void>>> = {
  'the page has no Node, and the settings that keep it so': hasNoNode,
  'the policy is sent with the page, and holds': holdsItsPolicy,
  'neither the network nor files can be reached': reachesNothing,
  'the page stays where it is, opens nothing and may ask for nothing': staysWhereItIs,
  'WebRTC sends nothing, neither by UDP nor by TCP, not even to this machine': sendsNothing,
  'hints of a page open no connection': opensNoConnection,
  'no page is embedded in the page': embedsNoPage,
  'neither menu nor keys open the DevTools or load the page anew': obeysNoKeys,
  'calls are checked: their name, their arguments, and who makes them': isChecked,
  'a page that leaves for an address which nobody is asked about is brought back': isBroughtBack,
}

test('the page is confined', async ({ lab }) => {
  for (const [title, holds] of Object.entries(confinement)) {
    await test.step(title, async () => {
      requests = 0
      await holds(lab)
    })
  }
})
