import { parse } from 'bowser'

/** What a page or a mail calls a browser; the wordings are the faces'. */
export interface DeviceWords {
  readonly unknown: string
  browserOn(browser: string, system: string): string
}

/** What people call a browser by its user agent: "Chrome on Windows". It is only ever shown, since anyone can send any. */
export function nameDevice(userAgent: string | null, words: DeviceWords): string {
  if (userAgent === null || userAgent === '') return words.unknown
  const { browser, os } = parse(userAgent.slice(0, LONGEST))
  if (browser.name && os.name) return words.browserOn(browser.name, os.name)
  return browser.name || os.name || words.unknown
}

/** No browser's is longer; what claims to be is not worth the work. */
const LONGEST = 512
