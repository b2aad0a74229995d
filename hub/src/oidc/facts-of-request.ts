import type { KoaContextWithOIDC } from 'oidc-provider'
import { findSignInFacts, type SignInFacts } from '../connections/tenant-links/find-sign-in-facts.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, isAccountId } from '../ids.ts'

type Request = Pick<KoaContextWithOIDC['oidc'], 'client' | 'session' | 'entities'>

const read = new WeakMap<Request, Map<string, Promise<SignInFacts | null>>>()

/**
 * What a request's sign-in is decided by: read once, at one instant, so that no decision of the request contradicts
 * another. The next request reads it again.
 *
 * @param client of the request; named where the provider has yet to find it
 */
export function factsOf(
  hub: Pick<Hub, 'db' | 'config'>,
  request: Request,
  account: AccountId,
  client: string = request.client?.clientId ?? '',
): Promise<SignInFacts | null> {
  const ofRequest = read.get(request) ?? new Map<string, Promise<SignInFacts | null>>()
  read.set(request, ofRequest)
  const about = JSON.stringify([account, client])
  const facts = ofRequest.get(about) ?? findSignInFacts(hub, { account, client })
  ofRequest.set(about, facts)
  return facts
}

/** Whom a request is about, where it knows that before it knows its client. */
export function personOf({ session, entities }: Request): AccountId | null {
  const account = entities.AccessToken?.accountId ?? session?.accountId
  return account !== undefined && isAccountId(account) ? account : null
}
