import { findKept, findOwner } from '@lanyard/forms'
import type { Context } from 'hono'
import { kept as words } from '../../messages/en/kept.ts'
import { findUse } from '../../oidc/session-use.ts'
import { isFresh } from '../../people/permits/permit.ts'
import type { Site } from '../site.ts'
import { GIVEN_BACK } from './find-own.ts'
import { formsOf, readKey } from './kept-key.ts'

/** The part of a ceremony that tells. */
interface Asking {
  readonly purpose: { readonly kind: string }
  readonly outlived: object | null
  readonly interaction: {
    readonly params: Readonly<Record<string, unknown>>
    readonly prompt: { readonly reasons: readonly string[] }
    readonly session?: { readonly uid?: string | undefined } | undefined
  }
}

/**
 * Why a login page is shown, by what is kept under the browser's key and by the session that stands, and never
 * by what an address says. A plain visit has no reason to be told.
 */
export async function explainLogin(c: Context, site: Site, ceremony: Asking): Promise<readonly string[]> {
  const { kind } = ceremony.purpose
  const { session, params, prompt } = ceremony.interaction
  // A product asks for a login of the last minutes, as the hub does, though a session stands.
  const isTooOld = session?.uid !== undefined && prompt.reasons.includes('max_age')
  if (kind === 'sign_in' && isTooOld) return [words.proof]
  if (kind !== 'hub') return []
  const { hub } = site
  const key = readKey(c, site)
  const kept = await findKept(formsOf(hub), { key, id: idIn(params['state']) })
  if (kept !== null) {
    const isTyped = kept.fields.length > 0
    const ended = isTyped ? words.endedKept : words.ended
    const proof = isTyped ? words.proofKept : words.proof
    return [
      ...(ceremony.outlived ? [] : [kept.why === 'proof' ? proof : ended]),
      ...(kept.isTooLarge ? [words.tooLarge] : []),
    ]
  }
  const use = session?.uid === undefined ? null : await findUse(hub, session.uid)
  if (use !== null) return params['prompt'] === 'login' && !isFresh(hub, use.loggedInAt) ? [words.proof] : []
  return (await findOwner(formsOf(hub), key)) === null ? [] : [words.ended]
}

function idIn(target: unknown): string | null {
  return typeof target === 'string' && target.startsWith(GIVEN_BACK) ? target.slice(GIVEN_BACK.length) : null
}
