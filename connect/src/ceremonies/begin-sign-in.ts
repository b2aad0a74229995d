import { readQuery } from '../http/forms.ts'
import { ownPath } from '../http/paths.ts'
import { problem } from '../http/responses.ts'
import { isSameIssuer } from '../hub/same-issuer.ts'
import type { Kit } from '../kit.ts'
import { newAttempt, tryOrNotify, sendToHub } from './begin-attempt.ts'

/**
 * `GET /connect/sign-in`: to the hub, and afterwards to the page first asked for. `max_age` asks the hub for a login that is
 * no older than so many seconds (OpenID Connect Core 1.0, section 3.1.2.1); whether it is, the host reads from
 * `SessionToBegin.authenticatedAt`.
 */
export function beginSignIn(kit: Kit<unknown>, request: Request): Promise<Response> {
  const searchParams = readQuery(request)
  const maxAge = searchParams.get('max_age')
  const isAge = maxAge !== null && /^\d{1,6}$/.test(maxAge)
  return signIn(kit, request, searchParams.get('target'), isAge ? { max_age: maxAge } : {})
}

/**
 * Third-party-initiated login (OpenID Connect Core 1.0, section 4): a tile or a menu entry. It begins a sign-in of its
 * own and brings no proof along; only the hub may ask for it, and only for a page of this product (T17).
 */
export async function initiateLogin(kit: Kit<unknown>, request: Request): Promise<Response> {
  const searchParams = readQuery(request)
  if (!isSameIssuer(searchParams.get('iss'), kit.issuer)) return problem('issuer_unknown')
  const hints = ['login_hint', 'organization'].flatMap((name): [string, string][] => {
    const value = searchParams.get(name)
    return value && value.length <= 256 ? [[name, value]] : []
  })
  return signIn(kit, request, searchParams.get('target_link_uri'), Object.fromEntries(hints))
}

function signIn(
  kit: Kit<unknown>,
  request: Request,
  target: string | null,
  hints: Readonly<Record<string, string>>,
): Promise<Response> {
  return tryOrNotify(kit, kit.paths.login, null, () => {
    const { row, secret } = newAttempt(kit, 'att')
    const attempt = { ...row, kind: 'sign_in' as const, target: ownPath(target, kit.product.origin), question: null }
    return sendToHub(kit, request, attempt, secret, hints)
  })
}
