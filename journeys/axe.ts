import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type Axe from 'axe-core'
import type { Page } from 'playwright-core'

const source = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/**
 * Holds the page against the rules of axe.
 *
 * The rules are put into the page by the debugger and not by an element, so that the page keeps its content security
 * policy.
 *
 * @throws {AssertionError} names each rule that is broken and where
 */
export async function axe(page: Page): Promise<void> {
  await page.evaluate(source)
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof Axe }).axe.run({ resultTypes: ['violations'], preload: false }),
  )
  const broken = results.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html) }))
  assert.deepEqual(broken, [], `axe on ${page.url()}`)
}
