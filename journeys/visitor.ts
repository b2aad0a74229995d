import assert from 'node:assert/strict'
import { WAIT_LIMIT } from '@lanyard/suite/testing.ts'
import type { Browser, BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core'

export interface VisitorOptions {
  /** False: as a person without script. */
  readonly javaScriptEnabled?: boolean
  readonly colorScheme?: 'light' | 'dark'
  /** Of the window, in CSS pixels; 1200 by default. */
  readonly width?: number
  /** IANA name; far from the server's by default, with a difference that no one takes for a whole hour. */
  readonly timezoneId?: string
  /** Mistakes in the console that the journey brings about on purpose. */
  readonly tolerates?: RegExp
  /** Whether the journey has taken this origin away at some time: what a page then fails to load is no fault of it. */
  readonly wasDown?: (origin: string) => boolean
}

/** 12 hours and 45 minutes ahead of UTC, and an hour more in its summer. */
export const ZONE = 'Pacific/Chatham'

/** A person with a browser of their own. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /**
   * Closes the browser window.
   *
   * @throws {AssertionError} what the browser held against a page meanwhile: an error in the console, a broken content
   * security policy, a request that left the machine
   */
  leave(): Promise<void>
}

export async function openVisitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const {
    javaScriptEnabled = true,
    colorScheme = 'light',
    width = 1200,
    timezoneId = ZONE,
    tolerates,
    wasDown,
  } = options
  const context = await browser.newContext({
    javaScriptEnabled,
    colorScheme,
    timezoneId,
    viewport: { width, height: 900 },
  })
  context.setDefaultTimeout(WAIT_LIMIT)
  const faults: string[] = []
  const documents = new Set<string>()
  context.on('request', (request) => {
    if (request.isNavigationRequest()) documents.add(request.url())
    if (leavesMachine(request)) faults.push(`request to ${request.url()}`)
  })
  context.on('console', (message) => {
    if (message.type() !== 'error' || isRefusedPage(message, documents) || tolerates?.test(message.text())) return
    if (isLostConnection(message) && wasDown?.(originOf(message))) return
    faults.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => faults.push(String(error.error())))
  const page = await context.newPage()
  return {
    page,
    context,
    async leave() {
      await context.close()
      assert.deepEqual(faults, [], 'the browser holds nothing against the pages')
    },
  }
}

function leavesMachine(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url())
  return /^(https?|wss?):$/.test(protocol) && hostname !== 'localhost' && hostname !== '127.0.0.1'
}

/** No answer at all, or half of one. An answer with an error status is none of these, whichever part is down. */
function isLostConnection(message: ConsoleMessage): boolean {
  return /net::ERR_(CONNECTION|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH|SOCKET)/.test(message.text())
}

function originOf(message: ConsoleMessage): string {
  const { url } = message.location()
  return URL.canParse(url) ? new URL(url).origin : ''
}

/** The browser writes down every page with a status of 400 or above; refusals have one. */
function isRefusedPage(message: ConsoleMessage, documents: ReadonlySet<string>): boolean {
  return message.text().startsWith('Failed to load resource') && documents.has(message.location().url)
}
