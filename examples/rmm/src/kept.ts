import type { Request, Response } from 'express'
import {
  dropAnswered,
  findKept,
  findOwner,
  forgetOwner,
  type Forms,
  keepForm,
  rememberPerson,
  OWNER_LIFETIME,
  readBrowserKey,
  sentAgain,
} from '@lanyard/forms'
import type { Schema } from './database.ts'
import type { KeptAct } from './pages.ts'
import type { Rmm } from './rmm.ts'
import { readSession } from './sessions.ts'

type Exchange = readonly [request: Request, response: Response]

/** Every form of a person, by its address. The password is typed again, and there is nothing else to type in RMM. */
export function keptRules({ messages, settingsPath }: Pick<Rmm, 'messages' | 'settingsPath'>): Record<string, KeptAct> {
  const { settings, mySettings } = messages
  const { heading, submit } = settings.offDialog(0, 0)
  return {
    '/my-settings/disable': { ...mySettings.disableDialog, asksPassword: true },
    [`${settingsPath}/switch-off`]: { heading, submit, asksPassword: true },
    [`${settingsPath}/request-invitation`]: {
      heading: settings.request,
      submit: settings.request,
      asksPassword: false,
    },
  }
}

/** This person is logged in with this browser: what it sends too late is theirs. */
export async function rememberHere(rmm: Rmm, [request, response]: Exchange, person: string): Promise<void> {
  const key = keyOf(rmm, request)
  if ((await findOwner(formsOf(rmm), key))?.person === person) return
  setKey(rmm, response, await rememberPerson(formsOf(rmm), { key, person, place: '' }))
}

/** The person logs out. */
export async function forgetHere(rmm: Rmm, [request, response]: Exchange): Promise<void> {
  const key = keyOf(rmm, request)
  if (key === null) return
  await forgetOwner(formsOf(rmm), key)
  setKey(rmm, response, '')
}

/**
 * Keeps a form that came after the end of its session. It has passed the check that a page of RMM sent it.
 *
 * @returns the page that gives it back after the login; null where it is not kept
 */
export async function keepForLater(rmm: Rmm, request: Request): Promise<string | null> {
  const { path: pattern } = request
  const key = keyOf(rmm, request)
  if (keptRules(rmm)[pattern] === undefined || key === null) return null
  const about = { pattern, params: {}, address: addressOf(rmm, request), back: '/', why: 'session_ended' } as const
  try {
    const form = await keepForm(formsOf(rmm), key, { ...about, declared: { fields: {} }, sent: [] })
    return form === null ? null : `/kept/${form}`
  } catch (error) {
    // The login that is asked for is the answer in any case.
    rmm.log.warn({ event: 'form_not_kept', path: request.path, error })
    return null
  }
}

/** The act of a form that this person sent too late in this browser, and the address that takes it. */
export async function findKeptAct(
  rmm: Rmm,
  request: Request,
  person: string,
): Promise<{ readonly act: KeptAct; readonly action: string } | null> {
  const id = String(request.params['form'])
  const found = await findKept(formsOf(rmm), { key: keyOf(rmm, request), id, person })
  const act = found && keptRules(rmm)[found.pattern]
  return act ? { act, action: sentAgain(found.action, id) } : null
}

/** A form that was given back, sent again and answered is not kept any more. */
export async function dropSent(rmm: Rmm, [request, response]: Exchange): Promise<void> {
  const sent = { method: request.method, url: addressOf(rmm, request) }
  const answer = { status: response.statusCode, headers: new Headers() }
  await dropAnswered({ ...formsOf(rmm), log: rmm.log }, keyOf(rmm, request), { request: sent, answer, asking: [] })
}

/** Why a person is asked to log in, by what is kept under the browser's key; a plain visit has no reason to be told. */
export async function explainLogin(rmm: Rmm, request: Request): Promise<string | undefined> {
  const wasHere = (await findOwner(formsOf(rmm), keyOf(rmm, request))) !== null
  if (!wasHere || (await readSession(rmm.db, rmm.cookie, request.headers.cookie)) !== null) return undefined
  return rmm.messages.login.ended
}

function formsOf({ db }: Pick<Rmm, 'db'>): Forms<Schema> {
  return { db, now: Date.now }
}

/** Whole, as it came. */
function addressOf({ origin }: Rmm, { originalUrl }: Request): string {
  return new URL(originalUrl, origin).href
}

function keyOf({ secure }: Rmm, { headers }: Request): string | null {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  const name = `${nameOf(secure)}=`
  return readBrowserKey(cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length))
}

/** @param key empty to take it away */
function setKey({ secure }: Rmm, response: Response, key: string): void {
  const lifetime = key === '' ? 0 : OWNER_LIFETIME / 1000
  const cookie = `${nameOf(secure)}=${key}; Max-Age=${lifetime}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  response.append('Set-Cookie', cookie)
}

/** Over https it is bound to this host, so that no neighbour plants one (T39). */
const nameOf = (secure: boolean) => `${secure ? '__Host-' : ''}rmm_kept`
