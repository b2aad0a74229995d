import { after, afterEach, type SuiteContext, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import {
  type LanyardAnswer,
  type PartName,
  startSuite,
  type SuiteUnderTest,
  WAIT_LIMIT,
} from '@lanyard/suite/testing.ts'
import { launchBrowser } from './browser.ts'
import { type Company, type CompanyToSeed, seedCompany } from './company.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export type { Account, Company, CompanyToSeed, Employee } from './company.ts'
export type { PartName, VisitorOptions }

/** A suite, started as processes of its own on fresh data, and a browser before it. */
export interface SharedWorld {
  readonly browser: Browser
  /** `http://localhost:PORT` of a part, started or not. */
  origin(part: PartName): string
  /** A part's whole configuration, for who stands in for it. */
  environment(part: PartName): Readonly<Record<string, string>>
  /** Makes an organization and its company in the PSA, which no other journey knows. */
  company(input?: CompanyToSeed): Promise<Company>
  /** A page in a browser window of its own. The test fails at its end if the browser holds something against a page. */
  visitor(options?: VisitorOptions): Promise<Page>
  /** `npm run lanyard -- …` */
  lanyard(...args: readonly string[]): Promise<LanyardAnswer>
}

/** A world that one file has for itself, so that it may take parts away. */
export interface World extends SharedWorld, AsyncDisposable {
  /** @param environment configuration of this run alone, such as shorter lifetimes */
  start(part: PartName, environment?: Readonly<Record<string, string>>): Promise<void>
  /** As an operator stops it. */
  stop(part: PartName): Promise<void>
  /** As a power cut does. */
  kill(part: PartName): Promise<void>
}

/** Opens a world for the tests of a file, which closes with the last of them. Call it at the top of the file. */
export async function openWorld(options: Parameters<typeof startSuite>[0] = {}): Promise<World> {
  const takenAway = new Set<string>()
  const suite = await startSuite(options)
  const browser = await launchBrowser()
  const close = async () => {
    await browser.close()
    await suite[Symbol.asyncDispose]()
  }
  const visitors = receiveVisitors()
  after(close)

  return {
    ...worldOf(suite, browser, { visitors, wasDown: (origin) => takenAway.has(origin) }),
    start: suite.start,
    stop(part) {
      takenAway.add(suite.origin(part))
      return suite.stop(part)
    },
    kill(part) {
      takenAway.add(suite.origin(part))
      return suite.kill(part)
    },
    [Symbol.asyncDispose]: close,
  }
}

let common: ReturnType<typeof openCommon> | undefined
let sharers = 0

/**
 * Opens a world with these parts, in which the tests of other files run too, where one process runs several. It closes
 * with the last of them. Call it at the top of the file.
 */
export async function shareWorld(parts: readonly PartName[]): Promise<SharedWorld> {
  sharers += 1
  common ??= openCommon()
  // Before the wait: after it, what comes is in the suite of the file that waited first.
  const visitors = receiveVisitors()
  const opening = common
  after(async () => {
    sharers -= 1
    if (sharers > 0) return
    common = undefined
    const { suite, browser } = await opening
    await browser.close()
    await suite[Symbol.asyncDispose]()
  })
  const { suite, browser, startOnce } = await opening
  await Promise.all(parts.map(startOnce))
  return worldOf(suite, browser, { visitors })
}

async function openCommon() {
  const suite = await startSuite({ parts: [] })
  const started = new Map<PartName, Promise<void>>()
  const startOnce = (part: PartName) => {
    const start = started.get(part) ?? suite.start(part)
    started.set(part, start)
    return start
  }
  return { suite, browser: await launchBrowser(), startOnce }
}

/** The visitors of a file, who leave with each of its tests. */
function receiveVisitors(): Visitor[] {
  const visitors: Visitor[] = []
  afterEach(async (test: TestContext | SuiteContext) => {
    const here = visitors.splice(0)
    if ('passed' in test && !test.passed) for (const { page } of here) test.diagnostic(await describePage(page))
    for (const visitor of here) await visitor.leave()
  })
  return visitors
}

interface Received {
  readonly visitors: Visitor[]
  readonly wasDown?: (origin: string) => boolean
}

function worldOf(suite: SuiteUnderTest, browser: Browser, { visitors, wasDown }: Received): SharedWorld {
  return {
    browser,
    origin: suite.origin,
    environment: suite.environment,
    company: (input) => seedCompany(suite, input),
    async visitor(input) {
      const visitor = await openVisitor(browser, { ...(wasDown && { wasDown }), ...input })
      visitors.push(visitor)
      return visitor.page
    },
    lanyard: suite.lanyard,
  }
}

/** What a person sees who looks over the other's shoulder. */
async function describePage(page: Page): Promise<string> {
  const text = await page.locator('body').innerText({ timeout: WAIT_LIMIT }).catch(String)
  return `${page.url()}\n${text.slice(0, 2000)}`
}
