// Faults of a page's layout that a person would see: what is cut off, covered, or runs over something else.
import type { Page } from '@playwright/test'

/**
 * The faults of the page as it stands: the page or a view scrolls sideways, a control or a text is cut off where nothing scrolls to it, two controls
 * or two texts lie over each other. What lies below an open dialog is not judged.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
    interface Thing { readonly element: Element; readonly words: string; readonly box: Box }

    /** Pixels that rounding and the edges of letters may take. */
    const slack = 2
    const controls = 'button, a[href], input, textarea, summary, [role="tab"], [role="option"], [role="menuitem"], [role="slider"], [role="combobox"]'
    const faults: string[] = []

    /** Words for screen readers alone are cut to a point on purpose. */
    const isForReaders = (element: Element): boolean => element.closest('.sr-only, [data-slot="visually-hidden"], [aria-hidden="true"]') !== null && getComputedStyle(element.closest('.sr-only') ?? element).clipPath !== 'none'
    const isOn = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) && !isForReaders(element)
    const isSeen = ({ left, top, right, bottom }: Box): boolean => right - left > slack && bottom - top > slack
    const shared = (a: Box, b: Box): Box => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) })
    const named = (element: Element): string => {
      const words = (element.getAttribute('aria-label') ?? element.textContent).trim().replaceAll(/\s+/g, ' ').slice(0, 50)
      return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} “${words}”`
    }

    /** Whether an ancestor is passed over by an element that is placed outside the flow. */
    function places(ancestor: CSSStyleDeclaration, position: string): boolean {
      const isBlock = ancestor.transform !== 'none' || ancestor.containerType !== 'normal' || ancestor.contain.includes('layout')
      return position === 'fixed' ? isBlock : position !== 'absolute' || isBlock || ancestor.position !== 'static'
    }

    /** The part of a box that is on the screen; null where some of it is cut off and no scrolling shows it. @param bears whether cuts in an ancestor are meant */
    function onScreen(element: Element, whole: Box, bears: (style: CSSStyleDeclaration) => boolean): Box | null {
      let box = whole
      let { position } = getComputedStyle(element)
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const style = getComputedStyle(parent)
        if (!places(style, position)) continue
        position = style.position
        if (parent === document.body || parent === document.documentElement) break
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
        const edge = parent.getBoundingClientRect()
        const isWide = box.left < edge.left - slack || box.right > edge.right + slack
        const isTall = box.top < edge.top - slack || box.bottom > edge.bottom + slack
        const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
        if (((isWide && hides(style.overflowX)) || (isTall && hides(style.overflowY))) && isSeen(box) && !bears(style)) return null
        box = shared(box, edge)
      }
      const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
      if (isSeen(box) && (box.left < -slack || box.top < -slack || box.right > innerWidth + slack || box.bottom > innerHeight + slack)) return null
      return shared(box, screen)
    }

    const dialogs = [...document.querySelectorAll('[role="dialog"][data-state="open"]')]
    const ground = dialogs.at(-1) ?? document.body
    /** Menus, lists and notes over the page, which may cover what is below. */
    const isAbove = (element: Element): boolean => element.closest('[data-reka-popper-content-wrapper], [data-slot="content"]') !== null && !dialogs.includes(element)

    const { scrollWidth, scrollHeight } = document.documentElement
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) faults.push(`the page is ${scrollWidth} by ${scrollHeight} in a window of ${innerWidth} by ${innerHeight}`)

    const seen: Thing[] = []
    const texts: Thing[] = []
    for (const element of ground.querySelectorAll('*')) {
      if (!(element instanceof HTMLElement) || !isOn(element)) continue
      const style = getComputedStyle(element)
      if (element.scrollWidth > element.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && !/\boverflow-(x-)?auto\b/.test(element.className)) {
        faults.push(`scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${named(element)}`)
      }
      const hasEnd = (of: CSSStyleDeclaration): boolean => of.textOverflow === 'ellipsis' || (of.webkitLineClamp !== 'none' && of.webkitLineClamp !== '')
      if (element.matches(controls)) {
        const whole = element.getBoundingClientRect()
        if (isSeen(whole)) {
          const box = onScreen(element, whole, hasEnd)
          if (box === null) faults.push(`cut off: ${named(element)}`)
          else if (isSeen(box)) seen.push({ element, words: named(element), box })
        }
      }
      const ends = hasEnd(style)
      for (const node of element.childNodes) {
        if (!(node instanceof Text) || node.data.trim() === '' || element.closest('.katex')) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const line of range.getClientRects()) {
          if (!isSeen(line)) continue
          const box = onScreen(element, line, hasEnd) ?? (ends ? line : null)
          const hides = !ends && (style.overflowX === 'hidden' || style.overflowX === 'clip') && line.right > element.getBoundingClientRect().right + slack && element.clientWidth > slack
          if (box === null || hides) faults.push(`text cut off: “${node.data.trim().slice(0, 60)}”`)
          else if (isSeen(box)) texts.push({ element, words: `“${node.data.trim().slice(0, 40)}”`, box: shared(box, ends ? element.getBoundingClientRect() : box) })
        }
      }
    }

    /** Whether something up to an ancestor is placed by itself, such as a button within a field. */
    const isPlaced = (element: Element, within: Element | null): boolean => {
      for (let at: Element | null = element; at && at !== within; at = at.parentElement) if (['absolute', 'fixed'].includes(getComputedStyle(at).position)) return true
      return false
    }
    const common = (a: Element, b: Element): Element | null => {
      let at: Element | null = a
      while (at && !at.contains(b)) at = at.parentElement
      return at
    }
    /** Whether one thing is meant to lie in the other's place. */
    const belong = (a: Element, b: Element): boolean => a.contains(b) || b.contains(a) || isAbove(a) !== isAbove(b) || isPlaced(a, common(a, b)) || isPlaced(b, common(a, b))
    /** What stays in its place while the rest scrolls beneath. */
    const sticks = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement) if (getComputedStyle(at).position === 'sticky') return true
      return false
    }
    function overlaps(things: readonly Thing[], kind: string, most: number): void {
      for (const [index, a] of things.entries()) {
        for (const b of things.slice(index + 1)) {
          const { left, top, right, bottom } = shared(a.box, b.box)
          if (right - left > slack && bottom - top > most && !belong(a.element, b.element) && sticks(a.element) === sticks(b.element)) faults.push(`${kind} over each other: ${a.words}, ${b.words}`)
        }
      }
    }
    overlaps(seen, 'controls', slack)
    overlaps(texts, 'texts', 5)
    return [...new Set(faults)]
  })
}
