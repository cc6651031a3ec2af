// The camera: asked for at the user's click, and ended as soon as nobody looks: when its panel or the view is left, the window is hidden, or another network is opened.
import { phrase } from '@language/phrase'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { onBeforeUnmount, onDeactivated, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { ask } from '../../../frame/lab'

export interface Camera {
  /** Null: off. */
  readonly stream: Readonly<ShallowRef<MediaStream | null>>
  readonly isStarting: Readonly<Ref<boolean>>
  /** Why it is off, where the user has not ended it. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** To be called in the click itself, without which the window refuses it. */
  readonly start: () => Promise<void>
  readonly stop: () => void
}

const elsewise = phrase('Draw, or choose a picture instead.')

/** What the browser's refusals mean, by their names. https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia */
const refusals: Readonly<Record<string, readonly [code: string, message: string, remedy: string]>> = {
  NotAllowedError: ['camera/denied', phrase('The system does not let the lab use the camera.'), phrase("Allow it in the system's settings for privacy. {elsewise}", { elsewise })],
  NotFoundError: ['camera/none', phrase('There is no camera on this computer.'), phrase('Connect one, and try again. {elsewise}', { elsewise })],
  NotReadableError: ['camera/busy', phrase('The camera cannot be used now; another program may be using it.'), phrase('Close that program, and try again. {elsewise}', { elsewise })],
}

function cameraError(error: unknown): unknown {
  const refusal = error instanceof Error ? refusals[error.name] : undefined
  return refusal ? new LabError(...refusal, { cause: error }) : error
}

/** Sound is never asked for. Networks take small images. */
const wanted: MediaStreamConstraints = { audio: false, video: { width: { ideal: 640 }, height: { ideal: 480 } } }

/** @param user of the camera: another one ends it, e.g. the id of another run */
export function useCamera(user: () => unknown): Camera {
  const stream = shallowRef<MediaStream | null>(null)
  const isStarting = ref(false)
  const problem = shallowRef<Problem | null>(null)
  /** Rises with each end, so that a camera that starts after it is ended at once. */
  let turn = 0

  async function start(): Promise<void> {
    stop()
    const asked = turn
    isStarting.value = true
    problem.value = null
    try {
      await ask('allowCamera')
      const started = await navigator.mediaDevices.getUserMedia(wanted)
      if (asked === turn) show(started)
      else end(started)
    } catch (error) {
      if (asked === turn) problem.value = toProblem(cameraError(error))
    } finally {
      if (asked === turn) isStarting.value = false
    }
  }

  function show(started: MediaStream): void {
    stream.value = started
    for (const track of started.getTracks()) {
      // Heard only where the camera ends by itself: unplugged, or taken away by the system.
      track.addEventListener('ended', () => {
        if (stream.value !== started) return
        stop()
        problem.value = { code: 'camera/ended', message: phrase('The camera has ended.'), remedy: phrase('Connect it again, and start it anew.') }
      })
    }
  }

  function stop(): void {
    turn++
    isStarting.value = false
    if (stream.value) end(stream.value)
    stream.value = null
  }

  const stopWhenHidden = (): void => {
    if (document.hidden) stop()
  }
  onMounted(() => { document.addEventListener('visibilitychange', stopWhenHidden) })
  onDeactivated(stop)
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', stopWhenHidden)
    stop()
  })
  watch(user, stop)

  return { stream, isStarting, problem, start, stop }
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
