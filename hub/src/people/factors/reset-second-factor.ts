import { inTransaction } from '@lanyard/storage'
import { readText } from '@lanyard/text'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { noteFactorReset } from '../accounts/change-account.ts'
import type { Person } from '../../actor.ts'
import { permit } from '../permits/permit.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import { listActiveMasters } from '../members/list-members.ts'
import { lockPlacesOf } from '../members/lock-places.ts'
import type { Member } from '../members/member.ts'
import { endMailedLinks } from '../mailed-links/end-mailed-links.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { Refusal } from '../../refusal.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import { listFactors } from './list-factors.ts'
import { removeFactors } from './remove-factors.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

const LONGEST_REASON = 500

/**
 * A master takes away the second factor of a person who has lost it: authenticator apps, passkeys and recovery codes. The
 * person's sessions end, everywhere; they enrol again at their next login by password; nothing is linked to their account
 * for the pause that the configuration says; they and every active master are told, with the reason (T36). No one does so
 * to themselves, and to no one who is an active member of another organization: a master speaks for one alone.
 *
 * Call `endDueSessions` after the commit.
 *
 * @throws {Refusal} `reason_missing`, `member_unknown`, `not_a_master`, `proof_required`, `reset_own`, `reset_elsewhere`, `factor_unknown`
 *   (there is none: two who reset at once, for instance)
 */
export async function resetSecondFactor(
  hub: Part,
  request: { readonly member: MemberId; readonly by: Person; readonly reason: string },
): Promise<Account> {
  const { by } = request
  const reason = readReason(request.reason)
  return inTransaction(hub, async (hub) => {
    const { account: id, organization } = await getMember(hub, request.member)
    if (id === null) throw new Refusal('member_unknown')
    const account = await lockAccount(hub.db, id)
    const places = await lockPlacesOf(hub, id)
    const may = await permit(hub, 'second_factor.reset', by, { organization })
    const master = await accountOf(hub, by)
    if (master.id === id) throw new Refusal('reset_own')
    const elsewhere = places.some((place) => isTheirs(place) && place.organization !== organization)
    if (elsewhere) throw new Refusal('reset_elsewhere', { account: account.username })
    await reset(hub, account, {
      may,
      byName: `${master.name} (${master.username})`,
      reason,
      organizations: [organization],
    })
    return account
  })
}

/**
 * The operator does the same to any account: the way out where a sole master has lost theirs.
 *
 * @throws {Refusal} `reason_missing`, `credentials_invalid` (no such account), `factor_unknown`
 */
export async function resetSecondFactorOf(
  hub: Part,
  request: { readonly account: AccountId; readonly by: `operator:${string}`; readonly reason: string },
): Promise<Account> {
  const { by } = request
  const reason = readReason(request.reason)
  return inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, request.account)
    const organizations = (await lockPlacesOf(hub, account.id)).filter(isTheirs).map(({ organization }) => organization)
    const about = { organization: organizations[0] ?? null }
    const may = await permit(hub, 'second_factor.reset', by, about)
    await reset(hub, account, { may, byName: null, reason, organizations })
    return account
  })
}

interface Reset {
  readonly may: Permit<'second_factor.reset'>
  /** As the mails call the person who did it; null for the operator. */
  readonly byName: string | null
  readonly reason: string
  /** Whose masters are told, and in whose list of acts it stands. */
  readonly organizations: readonly OrganizationId[]
}

async function reset(hub: Part, account: Account, { may, byName, reason, organizations }: Reset): Promise<void> {
  const factors = await listFactors(hub, account.id)
  if (factors.length === 0) throw new Refusal('factor_unknown', { account: account.username })
  const at = hub.now()
  await removeFactors(hub, account.id)
  await endMailedLinks(hub.db, [account.id], at)
  await noteFactorReset(hub.db, account.id, { at, linkingPausedUntil: at + hub.config.lifetimes.linkingPause })
  const auditId = newId('aud')
  await endAccountSessions(hub, { account: account.id, keep: null, auditId })

  const { username } = account
  const told = { username, by: byName, reason }
  await queueNotice(hub, account.email, { kind: 'second_factor_reset', details: told })
  for (const organization of organizations) await notifyMasters(hub, account, organization, told)
  for (const organization of organizations.length === 0 ? [null] : organizations) {
    await recordAct(hub, {
      auditId,
      organization,
      ...may,
      subject: account.id,
      account: account.id,
      details: { reason, factors: factors.length },
    })
  }
}

/** The person, who may be a master too, has a mail of their own. */
async function notifyMasters(
  hub: Part,
  account: Account,
  id: OrganizationId,
  told: { readonly username: string; readonly by: string | null; readonly reason: string },
): Promise<void> {
  const { name } = await getOrganization(hub, id)
  for (const master of await listActiveMasters(hub, id)) {
    if (master.id === account.id) continue
    await queueNotice(hub, master.email, { kind: 'member_factor_reset', details: { ...told, organization: name } })
  }
}

async function accountOf(hub: Part, { actor }: Person): Promise<Account> {
  const member = await getMember(hub, actor.slice('member:'.length) as MemberId)
  const account = member.account === null ? null : await findAccountById(hub, member.account)
  if (account === null) throw new Refusal('not_a_master')
  return account
}

function readReason(text: string): string {
  const read = readText(text, LONGEST_REASON)
  if ('fault' in read) throw new Refusal('reason_missing', { fault: read.fault })
  return read.text
}

/** A suspended organization comes back, and with it what the person is there. */
function isTheirs({ status }: Member): boolean {
  return status === 'active' || status === 'suspended'
}
