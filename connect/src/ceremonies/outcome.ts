import type { HostSession, Paths } from '../api/host.ts'
import { redirect } from '../http/responses.ts'
import type { Kit } from '../kit.ts'
import { leaveNotice, leaveRefusal } from '../notices/notices.ts'
import type { Attempt } from '../records/attempts.ts'
import type { RefusalCode } from '../records/notice.ts'
import type { KeptNotice } from '../records/notice.ts'
import { clearAttemptCookie } from './attempt-cookies.ts'

/** How a ceremony ended. */
export type Outcome =
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly path: string
      /** The hub's own reference, where it was the hub that refused. */
      readonly reference?: string | null
      readonly details?: Details
      readonly cookies?: readonly string[]
      /** Nothing was decided, and the attempt is unused: loading the page again may still succeed. */
      readonly isOpen?: boolean
    }
  | {
      readonly kind: 'done'
      readonly path: string
      readonly cookies: readonly string[]
      readonly notice?: Pick<KeptNotice, 'code' | 'details' | 'about'>
    }
  /** Another person is logged in here; the person is asked (A28). */
  | {
      readonly kind: 'question'
      readonly current: HostSession
      readonly currentName: string
      readonly otherName: string
    }

/** One after which the browser is led on. */
export type Finished = Extract<Outcome, { kind: 'refused' | 'done' }>

type Details = Readonly<Record<string, string>>

/** The page of the host that a kind of ceremony belongs to. */
export function pageOf(paths: Paths, kind: Attempt['kind']): string {
  if (kind === 'sign_in') return paths.login
  return kind === 'link_tenant' ? paths.tenantSettings : paths.mySettings
}

/** A refusal that follows is for the person whose session began the ceremony. */
export function aboutUser({ tenantId, userId }: Pick<HostSession, 'tenantId' | 'userId'>): Pick<KeptNotice, 'about'> {
  return { about: { tenantId, userId } }
}

/** Leads the browser on; the cookie of a used attempt has served. */
export async function respond(kit: Kit<unknown>, attempt: Attempt, outcome: Finished): Promise<Response> {
  const cleared = clearAttemptCookie(kit, attempt.id)
  if (outcome.kind === 'refused') {
    const { code, details = {}, cookies = [], isOpen = false } = outcome
    const reference = outcome.reference ?? attempt.auditId
    const to = { path: outcome.path, cookies: isOpen ? cookies : [cleared, ...cookies] }
    return leaveRefusal(kit, to, { code, reference, details, ...(attempt.kind !== 'sign_in' && aboutUser(attempt)) })
  }
  const { notice, path } = outcome
  const cookies = [cleared, ...outcome.cookies]
  return notice
    ? leaveNotice(kit, { path, cookies }, { kind: 'done', reference: attempt.auditId, ...notice })
    : redirect(new URL(path, kit.product.origin), cookies)
}
