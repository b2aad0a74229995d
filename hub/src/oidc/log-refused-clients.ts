import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { findClockAhead } from './client-assertions.ts'

/** Characters of what a client sent that the log takes. */
const LONGEST = 200

/**
 * One line for each request of a client that is refused, with the check that failed: the client hears little more than
 * `invalid_client`, and the operator has to be able to tell why. Nothing of an assertion or a code is in it.
 */
export function logRefusedClients(provider: Provider, hub: Pick<Hub, 'log'>): void {
  const note = (ctx: KoaContextWithOIDC, error: Error): void => {
    // A refusal of a person has its own line, with the reference that they read.
    if (error instanceof errors.AccessDenied) return
    const { oidc, path } = ctx
    const named = oidc.client?.clientId ?? oidc.params?.['client_id']
    const client = typeof named === 'string' ? named.slice(0, LONGEST) : null
    const ahead = error.message === 'invalid_client' ? findClockAhead(ctx) : null
    const clock = ahead === null ? {} : { clock_ahead: ahead }
    hub.log.warn({ event: 'client_refused', client, path, ...causeOf(error), ...clock })
  }
  // Where clients speak to the hub by themselves, and no person sees a page.
  provider.on('grant.error', note)
  provider.on('pushed_authorization_request.error', note)
  provider.on('revocation.error', note)
}

function causeOf(error: Error): Readonly<Record<string, string | undefined>> {
  if (!(error instanceof errors.OIDCProviderError)) return { cause: error.message }
  const { error: code, error_description: description, error_detail: cause = description } = error
  return { oauth_error: code, description, cause }
}
