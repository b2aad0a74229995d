import type { Context } from 'hono'
import { forget } from '../../people/ceremonies/advance.ts'
import type { Proven, SecondFactor, ShownRefusal } from '../../people/ceremonies/progress.ts'
import { SECOND } from '../../clock.ts'
import { endSession } from '../../oidc/end-session.ts'
import { ACR } from '../../oidc/names.ts'
import { refusalDescription } from '../../oidc/refuse-request.ts'
import type { CeremonyResult } from '../../oidc/sign-in-context.ts'
import { Refusal } from '../../refusal.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'
import type { ActiveMembership } from './next-page.ts'
import { rememberDone } from '../done/done-here.ts'
import { rememberLogIn } from './remember-login.ts'
import type { Site } from '../site.ts'

/** RFC 8176: a recovery code is no one-time password of a device, and a passkey that is copied is no hardware. */
const METHODS = {
  otp: ['otp'],
  recovery: [],
  passkey: ['hwk', 'user'],
  synced_passkey: ['swk', 'user'],
} as const satisfies Record<SecondFactor, readonly string[]>

function methodsOf({ byPassword, secondFactor }: Proven): string[] {
  return [...(byPassword ? ['pwd'] : []), ...METHODS[secondFactor], 'mfa']
}

interface Outcome {
  readonly membership: ActiveMembership
  readonly proven: Proven
  /** What a person, or a master, has decided beside logging in. */
  readonly decided?: Pick<CeremonyResult, 'consent' | 'session'>
}

/**
 * Ends a ceremony well: one result with everything that it settled, so that the session and the answer to the product
 * come about together or not at all. `auth_time` is when the second factor was right.
 */
export async function answerCeremony(
  c: Context<CeremonyEnv>,
  site: Site,
  ceremony: Ceremony,
  { membership, proven, decided }: Outcome,
): Promise<Response> {
  const { person } = ceremony
  if (person === null) throw new Refusal('attempt_invalid')
  const { account, provenAt, organization, terms } = proven
  const result: CeremonyResult = {
    ...(ceremony.logsIn && {
      login: {
        accountId: account,
        acr: ACR,
        amr: methodsOf(proven),
        ts: Math.floor(provenAt / SECOND),
        remember: false,
      },
      terms,
      loggedInAt: provenAt,
    }),
    organization: { id: membership.organization.id, chosen: organization !== null },
    consent: {},
    ...decided,
  }
  if (ceremony.logsIn) {
    await endSessionOfAnother(site, ceremony, account)
    await rememberLogIn(c, site, { account: person.account, proven, membership })
  }
  rememberDone(c, site, ceremony.uid)
  return deliver(c, site, ceremony, result)
}

/** Ends a ceremony with a refusal: the product hears the code and the reference that the person was shown. */
export async function denyCeremony(
  c: Context<CeremonyEnv>,
  site: Site,
  ceremony: Ceremony,
  refusal: ShownRefusal,
): Promise<Response> {
  const { code, reference } = refusal
  site.hub.log.info({ event: 'refused', code, reference, client: ceremony.client.id })
  return deliver(c, site, ceremony, { error: 'access_denied', error_description: refusalDescription(refusal) })
}

async function deliver(
  c: Context<CeremonyEnv>,
  site: Site,
  ceremony: Ceremony,
  result: CeremonyResult,
): Promise<Response> {
  const merged = 'error' in result ? result : { ...ceremony.interaction.lastSubmission, ...result }
  const { interaction } = ceremony
  interaction.result = merged
  await interaction.persist()
  await forget(site.hub, ceremony.uid)
  return c.redirect(interaction.returnTo, 303)
}

/**
 * A browser holds one session. Where it belongs to another person, it ends here, with its products told, and the new one
 * is begun afresh.
 */
async function endSessionOfAnother(site: Site, { interaction, session }: Ceremony, account: string): Promise<void> {
  const open = session === null ? interaction.session : { uid: session.uid, accountId: session.account }
  if (open?.uid === undefined || open.accountId === account) return
  await endSession(site.hub, site.provider, open.uid)
  delete (interaction as { session?: unknown }).session
}
