import type { Browser } from '../src/testing/hostile-browser.ts'
import type { World } from './world.ts'

/** The code of the notice that a browser is shown at an address. */
export async function codeOn(world: World, browser: Browser, url: URL | string): Promise<string | undefined> {
  return (await world.noticeOn(await browser.open(String(url))))?.code
}
