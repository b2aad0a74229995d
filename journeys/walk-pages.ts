import assert from 'node:assert/strict'
import { listPages, type ReadPage } from '@lanyard/suite/list-pages.ts'
import type { Page } from 'playwright-core'

/** The pages of a part's table, and a look at each that someone opens. */
export function walkPages(part: 'hub' | 'psa', origin: string) {
  const rows = listPages(part).map((row) => ({ ...row, fits: patternOf(row.path) }))
  const looked = new Set<string>()
  /** Of two rows that fit an address, the first answers. */
  const rowOf = (address: string) => rows.find(({ fits }) => fits.test(new URL(address, origin).pathname))?.path

  /** Looks at the page that is open. */
  async function lookAt(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
    const row = rowOf(page.url())
    assert.ok(row !== undefined, `${page.url()} is no page of ${part}`)
    await look(page)
    looked.add(row)
  }

  /**
   * Looks at every page that these viewers may see: by its address, or where that has a parameter by a link or a form of
   * a page before. A page that leads to another one was not looked at.
   */
  async function openEach(
    page: Page,
    viewers: readonly ReadPage['viewer'][],
    without: readonly string[],
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const wanted = rows.filter(({ path, viewer }) => viewers.includes(viewer) && !without.includes(path))
    const left = new Set(wanted.map(({ path }) => path))
    const known = wanted.flatMap(({ path }) => (/[:*]/.test(path) ? [] : [path]))
    for (const address of known) {
      const row = rowOf(address)
      if (row === undefined || !left.delete(row)) continue
      await page.goto(origin + address)
      if (rowOf(page.url()) !== row) continue
      await lookAt(page, look)
      known.push(...(await linksOf(page)))
    }
  }

  /** The pages that no one has looked at. */
  const notLooked = () => rows.flatMap(({ path }) => (looked.has(path) ? [] : [path]))
  return { lookAt, openEach, notLooked }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+').replace('*', '.*')}$`)
}

/** Where links and forms of the open page lead on this origin. */
function linksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const links = Array.from(document.querySelectorAll('a'), ({ href }) => href)
    const questions = Array.from(document.querySelectorAll('form'), ({ action }) => action)
    return [...links, ...questions]
      .filter((all) => all.startsWith(document.location.origin))
      .map((all) => new URL(all).pathname)
  })
}
