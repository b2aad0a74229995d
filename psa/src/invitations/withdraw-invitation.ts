import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { getTenantByCompany } from '../tenants/find-tenant.ts'
import { findInvitation } from './find-invitation.ts'
import * as invitations from './invitation-store.ts'
import { mailAdmins } from './mail-admins.ts'

/** What a withdrawal touches, to be shown before it is done. */
export interface WithdrawalPreview {
  /** People whose link would end signing them in. */
  readonly links: number
  /** Sessions begun through the hub that would close. */
  readonly sessions: number
}

/** @throws {Refusal} `tenant_not_found`, `not_invited` */
export async function previewWithdraw(
  psa: Pick<Psa, 'db' | 'connect'>,
  { company }: { company: string },
): Promise<WithdrawalPreview> {
  const tenant = await getTenantByCompany(psa, company)
  if ((await findInvitation(psa, tenant.id)).state === 'uninvited') throw new Refusal('not_invited')
  const { linkedUserIds, sessions } = await psa.connect.previewSwitchOff(tenant.id)
  return { links: linkedUserIds.length, sessions }
}

/**
 * Takes an invitation back (A3): nothing new is linked, and a link that is still connecting ends. With `endLinks`, sign-ins through what is linked are refused
 * too, and the sessions begun through the hub end in the same commit; the link itself is left to be switched off. The
 * tenant's admins are told by mail. One that is withdrawn is withdrawn further with `endLinks`, and never back.
 *
 * @returns how many sessions ended; since when nothing was left to withdraw, which changes nothing, or null
 * @throws {Refusal} `tenant_not_found`, `not_invited`
 */
export function withdrawInvitation(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'connect' | 'links' | 'words'>,
  { company, endLinks = false }: { company: string; endLinks?: boolean | undefined },
): Promise<{ sessionsEnded: number; withdrawnBefore: number | null }> {
  return inTransaction(psa, async (psa) => {
    const tenant = await getTenantByCompany(psa, company)
    const before = await findInvitation(psa, tenant.id)
    if (before.state === 'uninvited') throw new Refusal('not_invited')
    if (before.state === 'withdrawn' && (before.links === 'ended' || !endLinks)) {
      return { sessionsEnded: 0, withdrawnBefore: before.at }
    }
    await invitations.withdraw(psa.db, tenant.id, endLinks ? 'ended' : 'kept', psa.now())
    await psa.connect.endConnecting(psa.db, { tenantId: tenant.id }, 'operator')
    const sessionsEnded = endLinks ? await psa.connect.endTenantSessions(psa.db, tenant.id, 'operator') : 0
    await mailAdmins(psa, tenant, psa.words.mails.invitationWithdrawn[endLinks ? 'ended' : 'kept'])
    await recordAct(psa, { tenant: tenant.id, actor: 'operator', act: 'invitation.withdrawn', subject: tenant.id })
    return { sessionsEnded, withdrawnBefore: null }
  })
}
