import { forgetOwner, type Forms, rememberPerson, OWNER_LIFETIME, readBrowserKey } from '@lanyard/forms'
import { cookie, readCookie, type CookieConfig } from '../../cookies.ts'
import type { PsaSchema } from '../../db/schema.ts'
import type { Psa } from '../../psa.ts'
import { readSession } from '../../sessions/read-session.ts'
import { findBegunSession } from '../../sessions/session-cookie.ts'

const NAME = 'kept'

export function formsOf({ db, now }: Pick<Psa, 'db' | 'now'>): Forms<PsaSchema> {
  return { db, now }
}

/** The key under which what this browser sends too late is kept. */
export function readKey(where: CookieConfig, request: Request): string | null {
  return readBrowserKey(readCookie(where, request, NAME))
}

/** The person is logged in with this browser. @returns its key, and the cookie that holds it */
export async function rememberOwner(
  psa: Pick<Psa, 'db' | 'now' | 'config'>,
  request: Request,
  person: string,
): Promise<{ readonly key: string; readonly cookie: string }> {
  const key = await rememberPerson(formsOf(psa), { key: readKey(psa.config, request), person, place: '' })
  return { key, cookie: cookie(psa.config, NAME, key, OWNER_LIFETIME / 1000) }
}

/**
 * What follows for kept forms where an answer begins a session, by whichever way the person logged in, or ends it by their
 * logout. @returns the cookies to send along
 */
export async function followSession(
  psa: Pick<Psa, 'db' | 'now' | 'config' | 'connect' | 'log'>,
  request: Request,
  answer: Response,
): Promise<readonly string[]> {
  const session = findBegunSession(psa.config, answer)
  if (session === null) return []
  try {
    if (session !== '') {
      const begun = await readSession(psa, new Request(request.url, { headers: { cookie: session } }))
      return begun === null ? [] : [(await rememberOwner(psa, request, begun.user)).cookie]
    }
    const key = readKey(psa.config, request)
    if (key === null) return []
    await forgetOwner(formsOf(psa), key)
    return [cookie(psa.config, NAME, '', 0)]
  } catch (error) {
    // The login, or the logout, has been done. With the key of an earlier person nothing of this one's may be kept.
    psa.log.warn({ event: 'form_not_kept', error })
    return [cookie(psa.config, NAME, '', 0)]
  }
}
