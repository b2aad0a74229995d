import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** What people do who use no pointer. */

/** No page has as many stops for the Tab key. */
const ENOUGH = 80

/** What the Tab key has to reach: everything that can be pressed, followed or filled in, and is shown. */
const STOPS = 'a[href], button:not([disabled]), input:not([type=hidden]), select, textarea'

/**
 * Presses Tab until the focus is on the element, which then shows it.
 *
 * @throws {AssertionError} where the Tab key does not come there
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < ENOUGH; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return assertFocusShows(target)
    await page.keyboard.press('Tab')
  }
  assert.fail(`the Tab key does not come to ${String(target)}`)
}

/** Goes there and presses Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Goes there and types. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/**
 * Goes once around the page.
 *
 * @throws {AssertionError} where the Tab key leaves something out, or goes in another order than people read
 */
export async function assertTabReachesAll(page: Page): Promise<void> {
  const expected = await page.evaluate(listStops, STOPS)
  const reached: string[] = []
  // Once out of the page and back: wherever the focus is at first, this is a whole round.
  for (let presses = 0; presses <= expected.length; presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(findFocused, STOPS)
    if (stop !== null) reached.push(stop)
  }
  const first = reached.findIndex((stop) => stop === expected[0])
  assert.deepEqual([...reached.slice(first), ...reached.slice(0, first)], expected, page.url())
}

/** The outline may be around what is drawn for a control, or around the card that is one link as a whole. */
async function assertFocusShows(target: Locator): Promise<void> {
  const outline = await target.evaluate((element) => {
    const card = element.closest('li, .tile')
    const drawn = [element, ...element.querySelectorAll('*'), ...(card ? [card] : [])].map((part) =>
      getComputedStyle(part),
    )
    return Math.max(
      ...drawn.map((style) => (style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth))),
    )
  })
  assert.ok(outline >= 2, `${String(target)} shows the focus with an outline of ${outline} px`)
}

/** Every stop that is shown, by its place among all of them; of a group of radio buttons the Tab key stops at one. */
function listStops(stops: string): string[] {
  return [...document.querySelectorAll(stops)].flatMap((element, index) => {
    const isPassedBy = element instanceof HTMLInputElement && element.type === 'radio' && !element.checked
    const isShown = element.checkVisibility({ visibilityProperty: true })
    return isPassedBy || !isShown ? [] : [`${index} ${element.outerHTML}`]
  })
}

/** The focused one in the same words; null where the focus is on no stop. */
function findFocused(stops: string): string | null {
  const index = [...document.querySelectorAll(stops)].findIndex((stop) => stop === document.activeElement)
  return index < 0 ? null : `${index} ${document.activeElement?.outerHTML}`
}
