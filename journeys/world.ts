import { after, afterEach, type SuiteContext, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type LanyardAnswer, type PartName, startSuite, WAIT_LIMIT } from '@lanyard/suite/testing.ts'
import { launchBrowser } from './browser.ts'
import { type Company, type CompanyToSeed, seedCompany } from './company.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export type { Account, Company, CompanyToSeed, Employee } from './company.ts'
export type { PartName, VisitorOptions }

/** The suite, started as processes of its own on fresh data, and a browser before it. */
export interface World extends AsyncDisposable {
  readonly browser: Browser
  /** `http://localhost:PORT` of a part, started or not. */
  origin(part: PartName): string
  /** A part's whole configuration, for who stands in for it. */
  environment(part: PartName): Readonly<Record<string, string>>
  /** Makes an organization and its company in the PSA, which no other journey knows. */
  company(input?: CompanyToSeed): Promise<Company>
  /** A page in a browser window of its own. The test fails at its end if the browser holds something against a page. */
  visitor(options?: VisitorOptions): Promise<Page>
  /** @param environment configuration of this run alone, such as shorter lifetimes */
  start(part: PartName, environment?: Readonly<Record<string, string>>): Promise<void>
  /** As an operator stops it. */
  stop(part: PartName): Promise<void>
  /** As a power cut does. */
  kill(part: PartName): Promise<void>
  /** `npm run lanyard -- …` */
  lanyard(...args: readonly string[]): Promise<LanyardAnswer>
}

/** Opens a world for the tests of a file, which closes with the last of them. Call it at the top of the file. */
export async function openWorld(options: Parameters<typeof startSuite>[0] = {}): Promise<World> {
  const visitors: Visitor[] = []
  const takenAway = new Set<string>()
  const leave = async (test: TestContext | SuiteContext) => {
    const here = visitors.splice(0)
    if ('passed' in test && !test.passed) for (const { page } of here) test.diagnostic(await describePage(page))
    for (const visitor of here) await visitor.leave()
  }
  const suite = await startSuite(options)
  const browser = await launchBrowser()
  const close = async () => {
    await browser.close()
    await suite[Symbol.asyncDispose]()
  }
  afterEach(leave)
  after(close)

  return {
    browser,
    origin: suite.origin,
    environment: suite.environment,
    company: (input) => seedCompany(suite, input),
    async visitor(input) {
      const visitor = await openVisitor(browser, { wasDown: (origin) => takenAway.has(origin), ...input })
      visitors.push(visitor)
      return visitor.page
    },
    start: suite.start,
    stop(part) {
      takenAway.add(suite.origin(part))
      return suite.stop(part)
    },
    kill(part) {
      takenAway.add(suite.origin(part))
      return suite.kill(part)
    },
    lanyard: suite.lanyard,
    [Symbol.asyncDispose]: close,
  }
}

/** What a person sees who looks over the other's shoulder. */
async function describePage(page: Page): Promise<string> {
  const text = await page.locator('body').innerText({ timeout: WAIT_LIMIT }).catch(String)
  return `${page.url()}\n${text.slice(0, 2000)}`
}
