import type { Browser } from '../hostile-browser.ts'
import type { HubPerson } from '../hostile-hub.ts'
import { broken, type Finding, held, type Sight } from './check.ts'
import { type Ceremony, type Trial, upToCallback } from './trial.ts'

interface Steps {
  readonly ceremony: Ceremony
  readonly person: HubPerson
  /** A browser in which a person may begin. */
  readonly open: () => Promise<Browser>
  readonly works: (browser: Browser) => Promise<boolean>
  /** What is seen where it does not work. */
  readonly otherwise: Sight
}

/**
 * A ceremony in a browser as real ones are, where the hub is another site: cookies with `SameSite=Strict` are not sent
 * with the return from it, nor with the page that the return leads to. Where that is what fails, the cookies are named.
 */
export async function carryAcrossSites(trial: Trial, steps: Steps): Promise<Finding> {
  const browser = await steps.open()
  const gone = await goThrough(trial, browser, steps)
  if (gone === null) return broken('no_request')
  if (await steps.works(browser)) return arriveThere(trial, browser, gone.page)
  const lenient = (await steps.open()).copyWithoutSites()
  const { strict = [] } = (await goThrough(trial, lenient, steps)) ?? {}
  const isCause = strict.length > 0 && (await steps.works(lenient))
  return isCause ? broken('strict_cookie', strict.join(', ')) : broken(steps.otherwise)
}

/** @returns the page that the return leads to, unopened, and the cookies that stay behind on the way there */
async function goThrough(trial: Trial, browser: Browser, { ceremony, person }: Steps) {
  const callback = await upToCallback(trial, browser, ceremony, person)
  if (callback === null) return null
  const strict = browser.strictCookies(callback.href)
  const { url: page } = await browser.open(callback.href, { until: /./, fromElsewhere: true })
  return { page, strict }
}

/** The page is the same for who was led there and for who typed its address. */
async function arriveThere(trial: Trial, browser: Browser, page: URL): Promise<Finding> {
  const until = trial.elsewhere
  const led = await browser.open(page.href, { until, fromElsewhere: true })
  const typed = await browser.open(page.href, { until })
  if (led.url.pathname === typed.url.pathname) return held
  return broken('strict_cookie', browser.strictCookies(page.href).join(', '))
}
