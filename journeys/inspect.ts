import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { axe } from './axe.ts'

/** The narrowest window that pages are made for, in CSS pixels (WCAG 2.2, 1.4.10 asks for 320; phones have 360). */
const PHONE = { width: 360, height: 780 }
/** Wide enough for tables of many columns, and no wider: a tablet, and a small window on a desk. */
const BETWEEN = [
  { width: 800, height: 1100 },
  { width: 1100, height: 900 },
]
const DESK = { width: 1200, height: 900 }

/** With a folder here, every page that is inspected leaves its pictures in it. */
const pictures = process.env['LANYARD_PICTURES']

/**
 * Holds the open page against what every page has to be: without a fault that axe finds in either theme, wide and on a
 * phone, and never to be scrolled sideways, at sizes between neither.
 *
 * @param name of the page's pictures
 * @throws {AssertionError} names the page and the fault
 */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const size of BETWEEN) {
    await show(page, 'light', size)
    await assertFits(page, name)
  }
  await show(page, 'light', DESK)
  await axe(page)
  await assertTimes(page, name)
  await assertFits(page, name)
  await takePicture(page, name, 'light')
  await show(page, 'dark', DESK)
  await takePicture(page, name, 'dark')
  await show(page, 'dark', PHONE)
  await axe(page)
  await assertFits(page, name)
  await takePicture(page, name, 'phone')
  await show(page, 'light', DESK)
}

/** Opens a page of a part, which must not lead elsewhere, and inspects it. `part` begins the pictures' names. */
export async function inspectAt(page: Page, part: string, origin: string, path: string): Promise<void> {
  await page.goto(origin + path)
  assert.equal(page.url(), origin + path)
  await inspect(page, part + path.replaceAll(/\W+/g, '-'))
}

async function show(page: Page, colorScheme: 'light' | 'dark', size: typeof DESK): Promise<void> {
  await page.setViewportSize(size)
  // Colours fade from one theme into the other otherwise, and would be measured on their way.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
}

async function assertFits(page: Page, name: string): Promise<void> {
  const { needed, given, tables } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    given: document.documentElement.clientWidth,
    // One that scrolls in a room of its own, which the keyboard reaches, may be wider.
    tables: [...document.querySelectorAll('table')].flatMap(({ offsetWidth: width, parentElement: room }) =>
      room === null || (room.tabIndex >= 0 && getComputedStyle(room).overflowX === 'auto')
        ? []
        : [{ width, room: room.clientWidth }],
    ),
  }))
  assert.ok(needed <= given, `${name} is ${needed} px wide in a window of ${given}`)
  for (const { width, room } of tables)
    assert.ok(width <= room, `${name} has a table of ${width} px in a room of ${room}, in a window of ${given}`)
}

async function takePicture(page: Page, name: string, look: string): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.${look}.png`), fullPage: true })
}

/**
 * Every instant is in the reader's own zone (FC2): in a `time` element, as the browser would say it. A time of day outside
 * one names its zone, as in the mails of the demo.
 */
async function assertTimes(page: Page, name: string): Promise<void> {
  const wrong = await page.evaluate(() => {
    const faults: string[] = []
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    for (const element of document.querySelectorAll('time')) {
      const [shown] = /\d\d:\d\d/.exec(element.textContent) ?? []
      const own = new Intl.DateTimeFormat('en-GB', options).format(new Date(element.dateTime))
      const isOfDay = element.dataset['time'] === 'date'
      if (element.dataset['time'] === undefined || (!isOfDay && shown !== own)) faults.push(element.outerHTML)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent ?? ''
      const isElsewhere = node.parentElement?.closest('time, script, style, textarea') === null
      if (isElsewhere && /\b([01]\d|2[0-3]):[0-5]\d\b(?!.* UTC)/.test(text)) faults.push(text.trim())
    }
    return faults
  })
  assert.deepEqual(wrong, [], `${name}: times in the reader's zone`)
}
