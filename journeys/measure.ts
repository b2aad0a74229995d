import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** A window, and how large its text is, in hundredths of the usual size. */
export interface Sizes {
  readonly width: number
  readonly text: 100 | 200
}

/** Twice the text on a desk (WCAG 2.2, 1.4.4), a phone, and both at once. */
const TRIED: readonly Sizes[] = [
  { width: 1280, text: 200 },
  { width: 360, text: 100 },
  { width: 360, text: 200 },
]

/**
 * Holds the open page against every size: it is never scrolled sideways, and no two things of its banner lie on each
 * other.
 *
 * @throws {AssertionError} names the page, the size and the fault
 */
export async function assertNothingBreaks(page: Page): Promise<void> {
  const faults: string[] = []
  for (const sizes of TRIED) {
    await setSizes(page, sizes)
    const found = await page.evaluate(findFaults)
    faults.push(...found.map((fault) => `${sizes.width} px, text ${sizes.text} %: ${fault}`))
  }
  assert.deepEqual(faults, [], page.url())
}

export async function setSizes(page: Page, { width, text }: Sizes): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size
  }, `${text}%`)
}

/** How tall the open page is. */
export async function heightAt(page: Page, sizes: Sizes): Promise<number> {
  await setSizes(page, sizes)
  return page.evaluate(() => document.documentElement.scrollHeight)
}

/** Where the tabs of a page begin and end; null where it has none. */
export async function placeOfTabs(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const tabs = document.querySelector('.tabs')?.getBoundingClientRect()
    return tabs === undefined ? null : `${tabs.left} to ${tabs.right}`
  })
}

/**
 * Words of the open page that are broken inside: a run of letters that lies on more than one line. Where the page gave a
 * place to break, the run ends.
 */
export async function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = []
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // What is only heard takes a pixel.
      if ((node.parentElement?.getBoundingClientRect().width ?? 0) <= 2) continue
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        const lines = new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top)))
        if (lines.size > 1) broken.push(word)
      }
    }
    return broken
  })
}

/** In the browser. */
function findFaults(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  // What is seen of the brand and the place: on a phone the brand's link reaches around both.
  const things = 'header a:not(.brand), header .brand > *, header button, header .banner-place > *'
  const parts = [...document.querySelectorAll(things)]
  const boxes = parts.map((part) => ({ part, box: part.getBoundingClientRect() })).filter(({ box }) => box.width > 0)
  const overlaps = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => {
      if (one.part.contains(other.part) || other.part.contains(one.part)) return []
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      const name = (part: Element) => (part.textContent ?? '').trim().slice(0, 20)
      return across > 2 && down > 2 ? [`“${name(one.part)}” lies on “${name(other.part)}”`] : []
    }),
  )
  return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`, ...overlaps] : overlaps
}
