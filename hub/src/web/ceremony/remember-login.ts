import type { Context } from 'hono'
import { devices } from '../../messages/en/devices.ts'
import type { Account } from '../../people/accounts/account.ts'
import type { Proven } from '../../people/ceremonies/progress.ts'
import { noteLogin } from '../../people/devices/note-login.ts'
import { clientAddressOf } from '../../addresses/client-address.ts'
import { keepDevice, readDevice } from '../device-cookie.ts'
import { rememberOwner } from '../kept/kept-key.ts'
import type { Site } from '../site.ts'
import type { CeremonyEnv } from './ceremony.ts'
import type { ActiveMembership } from './next-page.ts'

interface LogIn {
  readonly account: Account
  readonly proven: Proven
  readonly membership: ActiveMembership
}

/**
 * Both factors were right: that is written down, the browser is known to the account from now on, and the person hears of
 * one that was not known before (T46).
 */
export async function rememberLogIn(
  c: Context<CeremonyEnv>,
  site: Site,
  { account, proven, membership }: LogIn,
): Promise<void> {
  const device = await noteLogin(site.hub, {
    account,
    organization: membership.organization.id,
    device: readDevice(c, site),
    userAgent: c.req.header('user-agent') ?? '',
    address: clientAddressOf(c.env.incoming),
    factor: proven.secondFactor,
    words: devices,
  })
  keepDevice(c, site, device)
  await rememberOwner(c, site, { person: account.id, place: membership.organization.id })
}
