import * as guard from '@lanyard/guard'
import type { Request } from 'express'
import type { Rmm } from './rmm.ts'

const { tries, browsers } = guard.GUARD_TABLES

/** Whose password it is to be, and the company that everybody there would think of. */
export interface Owner {
  readonly username: string
  readonly name: string
  readonly company: { readonly company: string; readonly name: string }
}

/**
 * The hash of a password that a user has chosen. It is the only factor here, so it has to be longer than at the hub.
 *
 * @throws {Error} says by its code why it is refused
 */
export async function readPassword({ names }: Pick<Rmm, 'names'>, password: string, owner: Owner): Promise<string> {
  const { username, name, company } = owner
  const places = [names.product, names.hub, company.company, company.name]
  const fault = await guard.findPasswordFault(password, { username, name, email: '', places }, guard.SHORTEST_ALONE)
  if (fault !== null) throw new Error(`This password may not be chosen: ${fault.code}`)
  return guard.hashPassword(password)
}

/** A person whose password is tried; null where no account was found, which takes as long and answers the same. */
export type Tried = { readonly id: string; readonly password: string } | null

/** One try at a password: counted at the browser, where the person is known to log in with it, else at the place. */
export async function tryPassword(
  { db, proxies, secure }: Pick<Rmm, 'db' | 'proxies' | 'secure'>,
  request: Request,
  { person, typed, password }: { readonly person: Tried; readonly typed: string; readonly password: string },
): Promise<guard.PasswordTried> {
  const now = Date.now
  const attempt = {
    account: person?.id ?? null,
    browser: browserOf(secure, request),
    place: guard.sourceOf(proxies, request),
  }
  const source = await guard.sourceOfTry({ db, table: browsers, now }, attempt)
  const limits = guard.limitsFor('password', person?.id ?? typed, source)
  const findHash = async () => person?.password ?? null
  return guard.tryPassword({ db, table: tries, now }, { limits, password, findHash })
}

/** The person logged in with this browser. @returns the `Set-Cookie` value by which it is known from now on */
export async function rememberBrowser({ db, secure }: Pick<Rmm, 'db' | 'secure'>, request: Request, account: string) {
  const known = { account, browser: browserOf(secure, request), userAgent: '' }
  const { browser } = await guard.rememberBrowser({ db, table: browsers, now: Date.now }, known)
  const lifetime = guard.BROWSER_LIFETIME / 1000
  return `${nameOf(secure)}=${browser}; Max-Age=${lifetime}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** Forgets what has not been used for long. */
export async function forgetOld({ db }: Pick<Rmm, 'db'>, signal?: AbortSignal): Promise<void> {
  await guard.pruneTries({ db, table: tries, now: Date.now }, signal)
  await guard.pruneBrowsers({ db, table: browsers, now: Date.now }, signal)
}

/** Over https it is bound to this host, so that no neighbour plants one (T39). */
const nameOf = (secure: boolean) => `${secure ? '__Host-' : ''}rmm_browser`

function browserOf(secure: boolean, { headers }: Pick<Request, 'headers'>): string | null {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  const name = `${nameOf(secure)}=`
  return guard.readBrowserCookie(cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length))
}
