import { readPage, type Said } from '@lanyard/ui/testing'
import type { Browser, Page } from '../src/testing/hostile-browser.ts'

/** Presses a button of a page, which takes along what its form holds. The page may have been open for long. */
export function press(browser: Browser, { text, url }: Pick<Page, 'text' | 'url'>, button: Said): Promise<Page> {
  const { address, fields } = readPage(text, url).submission(button)
  return browser.post(address.href, Object.fromEntries(fields))
}
