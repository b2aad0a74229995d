import { findAccessTerm } from '../people/client-access/find-access-term.ts'
import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import { clientDeployment } from './client-facts.ts'
import { HUB_CLIENT } from './names.ts'

/** The term of a client's access to a person; the suite's own clients have none that could be taken back. */
export async function accessTermOf(
  hub: Pick<Hub, 'db'>,
  client: Readonly<Record<string, unknown>> & { readonly clientId: string },
  account: AccountId,
): Promise<number> {
  if (client.clientId === HUB_CLIENT || clientDeployment(client) !== null) return 0
  return findAccessTerm(hub, { account, client: client.clientId })
}
