import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, openBrowser, type Page } from '../hostile-browser.ts'
import type { HostileHub, HubPerson, Lie } from '../hostile-hub.ts'
import type { Claims } from '../jwt.ts'
import type { Act, VerifyOptions, Who } from './options.ts'

/** One run against one product. */
export interface Trial {
  readonly origin: string
  readonly hub: HostileHub
  readonly options: VerifyOptions
  /** Addresses that a browser of a trial never opens: neither the product's nor the hub's. */
  readonly elsewhere: RegExp
  /** Who is logged in where, so that no one logs in more often than needed. */
  readonly loggedIn: Map<Who, Browser>
  /** In every name of this run: a product remembers organizations, epochs and ends of the runs before. */
  readonly run: string
  readonly organization: string
  /** Who agrees to connecting the company. */
  readonly master: HubPerson
  /** The member whose account is linked to the employee. */
  readonly linked: HubPerson
}

export type Ceremony = 'link-tenant' | 'link-user' | 'sign-in'

/** Seconds in which a product reads the hub's log after a hint. */
const PULL_LIMIT = 60

export function openTrial(options: VerifyOptions): Trial {
  const origin = new URL(options.origin).origin
  const { hub } = options
  const own = [origin, hub.issuer].map(escape).join('|')
  const elsewhere = new RegExp(`^(?!(?:${own})(?:[/?#]|$))`)
  const run = randomUUID().slice(0, 8)
  const names = { run, organization: `org_verified_${run}` }
  const people = { master: member(names, 'master'), linked: member(names, 'linked') }
  return { origin, hub, options, elsewhere, loggedIn: new Map(), ...names, ...people }
}

/** A member of the run's organization. */
export function member(
  { run, organization }: Pick<Trial, 'run' | 'organization'>,
  name: string,
  different: Partial<HubPerson> = {},
): HubPerson {
  const username = `${name}@${run}.hub.example`
  return { sub: `sub_${name}_${run}`, organization, username, email: username, ...different }
}

export async function act(trial: Trial, browser: Browser, what: Act): Promise<void> {
  if (typeof what === 'function') await what(browser)
  else await browser.post(trial.origin + what.path, what.fields, { until: trial.elsewhere })
}

/** A browser in which a person is logged in locally; each call a copy of its own. */
export async function logIn(trial: Trial, who: Who): Promise<Browser> {
  const held = trial.loggedIn.get(who)
  if (held && (who === 'contact' || (await whoIsIn(trial, held)) === who)) return held.copy()
  const person = trial.options.people[who]
  if (!person) throw new Error(`There is no ${who}.`)
  const browser = openBrowser()
  await act(trial, browser, person.logIn)
  if (who !== 'contact' && (await whoIsIn(trial, browser)) !== who) {
    throw new Error(`${trial.options.whoAmI} does not name ${person.name} after their log-in.`)
  }
  trial.loggedIn.set(who, browser)
  return browser.copy()
}

/** Whose session a browser holds, as the product itself says. */
export async function whoIsIn(trial: Trial, browser: Browser): Promise<Who | null> {
  const { whoAmI, people } = trial.options
  const page = await browser.open(trial.origin + whoAmI, { until: trial.elsewhere })
  if (page.status !== 200 || page.url.pathname !== new URL(whoAmI, trial.origin).pathname) return null
  const who = (['admin', 'employee', 'colleague', 'contact'] as const).find((candidate) => {
    const person = people[candidate]
    return person !== undefined && page.text.includes(person.name)
  })
  return who ?? null
}

/** Begins a ceremony. The address that brings the hub's answer is left unopened; null where it did not come to one. */
export async function upToCallback(
  trial: Trial,
  browser: Browser,
  ceremony: Ceremony,
  person: HubPerson,
): Promise<URL | null> {
  trial.hub.person = person
  const callback = `${trial.origin}/connect/callback`
  const until = new RegExp(`^${escape(callback)}|${trial.elsewhere.source}`)
  const url = `${trial.origin}/connect/${ceremony}`
  const page = ceremony === 'sign-in' ? await browser.open(url, { until }) : await browser.post(url, {}, { until })
  return page.url.href.startsWith(callback) ? page.url : null
}

export function openCallback(trial: Trial, browser: Browser, callback: URL): Promise<Page> {
  return browser.open(callback.href, { until: trial.elsewhere, fromElsewhere: true })
}

/** Signs in through the hub. @returns the browser, with a session or without */
export async function signIn(trial: Trial, person: HubPerson, browser = openBrowser()): Promise<Browser> {
  const callback = await upToCallback(trial, browser, 'sign-in', person)
  if (callback) await openCallback(trial, browser, callback)
  return browser
}

/** An ID token of some seconds ago. What ends it may be newer and still older than the next one. */
const issuedAgo = (seconds: number) => (claims: Claims) => ({ ...claims, iat: secondsAgo(seconds) })

/** By the hub's clock. What ends a person's sign-ins in a run is younger each time, or the next check begins with none. */
export const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds

/** Signs in by an ID token of some seconds ago. */
export function signInEarlier(trial: Trial, person: HubPerson, seconds: number): Promise<Browser> {
  return lying(trial, { claims: issuedAgo(seconds) }, () => signIn(trial, person))
}

/**
 * A sign-in has its answer from the hub, of some seconds ago, then what it proves ends, then it comes back.
 *
 * @param end ends it, by the session's name or its person's
 * @returns whether it began a session all the same
 */
export async function beginsOverEnd(
  trial: Trial,
  seconds: number,
  end: (sid: string) => Promise<unknown>,
): Promise<boolean> {
  const [browser, sid] = [openBrowser(), randomUUID()]
  const callback = await upToCallback(trial, browser, 'sign-in', trial.linked)
  if (callback === null) throw new Error('Nobody was sent to the hub.')
  await end(sid)
  const claims = (true_: Claims) => ({ ...issuedAgo(seconds)(true_), sid })
  await lying(trial, { claims }, () => openCallback(trial, browser, callback))
  return (await whoIsIn(trial, browser)) !== null
}

/** Who comes in as this member, in a browser that no one used. */
export async function whoSignsIn(trial: Trial, person: HubPerson): Promise<Who | null> {
  return whoIsIn(trial, await signIn(trial, person))
}

/** Lets the tokens of one act lie. */
export async function lying<T>(trial: Trial, lie: Lie, during: () => Promise<T>): Promise<T> {
  trial.hub.lie = lie
  try {
    return await during()
  } finally {
    trial.hub.lie = {}
  }
}

/** Did the product ask the hub for anything during this? */
export async function asksHub(trial: Trial, during: () => Promise<unknown>): Promise<boolean> {
  const before = trial.hub.requests.length
  await during()
  return trial.hub.requests.length > before
}

/** Links the tenant as its admin and a master do. @returns the link's id at the hub, null where it was not made */
export async function linkTenant(trial: Trial): Promise<string | null> {
  const browser = await logIn(trial, 'admin')
  const callback = await upToCallback(trial, browser, 'link-tenant', trial.master)
  if (callback) await openCallback(trial, browser, callback)
  return trial.hub.ledger.activeOf(trial.organization)?.id ?? null
}

/** Ends the link from the hub's side, and waits until the product has heard. */
export async function sever(trial: Trial): Promise<void> {
  const link = trial.hub.ledger.activeOf(trial.organization)
  if (link) await untilHeard(trial, trial.hub.ledger.sever(link.id))
}

/** Undoes a user link that an attack made. */
export async function unlinkEmployee(trial: Trial): Promise<void> {
  if (trial.options.unlink) await act(trial, await logIn(trial, 'employee'), trial.options.unlink)
}

/** Until the product has read the hub's log as far as this event, and applied it. */
export async function untilHeard(trial: Trial, event: number): Promise<void> {
  const deadline = performance.now() + PULL_LIMIT * 1000
  while (trial.hub.heard < event) {
    if (performance.now() > deadline) throw new Error('The product does not read the hub’s events.')
    await fetch(`${trial.origin}/connect/hint`, { method: 'POST' })
    await sleep(50)
  }
}

/** A text as a regular expression that matches it alone. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
