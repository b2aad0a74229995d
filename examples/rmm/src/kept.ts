import type { Request, Response } from 'express'
import {
  dropForm,
  findKept,
  findOwner,
  forgetOwner,
  type Forms,
  type FormFields,
  keepForm,
  meetPerson,
  OWNER_LIFETIME,
  readBrowserKey,
} from '@lanyard/forms'
import type { Schema } from './database.ts'
import type { KeptAct } from './pages.ts'
import type { Rmm } from './rmm.ts'
import { readSession } from './sessions.ts'

type Exchange = readonly [request: Request, response: Response]

/** A form of a person: the password is typed again, and there is nothing else to type in RMM. */
interface KeptRule extends FormFields, KeptAct {}

/** Every form of a person, by its address. */
export function keptRules({
  messages,
  settingsPath,
}: Pick<Rmm, 'messages' | 'settingsPath'>): Record<string, KeptRule> {
  const { settings, mySettings } = messages
  const password = { password: { kind: 'secret' } } as const
  const { heading, submit } = settings.offDialog(0, 0)
  return {
    '/my-settings/disable': { ...mySettings.disableDialog, fields: password, asksPassword: true },
    [`${settingsPath}/switch-off`]: { heading, submit, fields: password, asksPassword: true },
    [`${settingsPath}/request-invitation`]: {
      heading: settings.request,
      submit: settings.request,
      fields: {},
      asksPassword: false,
    },
  }
}

/** This person is logged in with this browser: what it sends too late is theirs. */
export async function meetHere(rmm: Rmm, [request, response]: Exchange, person: string): Promise<void> {
  const key = keyOf(rmm, request)
  if (key !== null && (await findOwner(formsOf(rmm), key))?.person === person) return
  setKey(rmm, response, await meetPerson(formsOf(rmm), { key, person, place: '' }))
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
  const declared = keptRules(rmm)[request.path]
  const key = keyOf(rmm, request)
  if (declared === undefined || key === null) return null
  const about = { pattern: request.path, params: {}, action: request.path, back: '/', why: 'session_ended' } as const
  try {
    const form = await keepForm(formsOf(rmm), key, { ...about, declared, sent: [] })
    if (form === null) return null
    await dropSent(rmm, request)
    return `/kept/${form}`
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
  const key = keyOf(rmm, request)
  const id = String(request.params['form'])
  const found = key === null ? null : await findKept(formsOf(rmm), { key, id, person })
  const act = found && keptRules(rmm)[found.pattern]
  return act ? { act, action: `${found.action}?${new URLSearchParams({ kept: id })}` } : null
}

/** Once it was sent again and answered, it is not kept any more. */
export async function dropAnswered(rmm: Rmm, [request, response]: Exchange): Promise<void> {
  if (request.method === 'POST' && response.statusCode < 500) await dropSent(rmm, request)
}

/** The form that was given back and is sent again now is not kept any more. What it was sent for stands in any case. */
async function dropSent(rmm: Rmm, request: Request): Promise<void> {
  const { kept: id } = request.query
  const key = keyOf(rmm, request)
  if (typeof id !== 'string' || key === null) return
  try {
    await dropForm(formsOf(rmm), { key, id })
  } catch (error) {
    rmm.log.warn({ event: 'form_not_dropped', path: request.path, error })
  }
}

/** Why a person is asked to log in, by what is kept under the browser's key; a plain visit has no reason to be told. */
export async function whyAsked(rmm: Rmm, request: Request): Promise<string | undefined> {
  const key = keyOf(rmm, request)
  const wasHere = key !== null && (await findOwner(formsOf(rmm), key)) !== null
  if (!wasHere || (await readSession(rmm.db, rmm.cookie, request.headers.cookie)) !== null) return undefined
  return rmm.messages.login.ended
}

function formsOf({ db }: Pick<Rmm, 'db'>): Forms<Schema> {
  return { db, now: Date.now }
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
