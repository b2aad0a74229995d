import type Provider from 'oidc-provider'
import type { TellClient, Told } from '../logout-deliveries/logout-delivery.ts'

/** A method of the provider's clients that its types leave out: signs a token, with a `jti` of its own, and sends it. */
interface LogoutRecipient {
  backchannelLogout(sub: string, sid: string): Promise<void>
}

/**
 * Sends log-out tokens (OpenID Connect Back-Channel Logout 1.0), and waits 2.5 seconds for each answer.
 *
 * 200 and 204 confirm. Everything else is a failure that may pass, 400 included: by section 2.8 it says that the token was
 * invalid or that the log-out failed, and a client answers so, too, while it cannot fetch the keys to check a token with.
 */
export function tellClient(provider: Provider): TellClient {
  return async ({ client: id, account, sid }) => {
    const client = await provider.Client.find(id)
    if (client?.backchannelLogoutUri === undefined) return 'gone'
    try {
      await (client as unknown as LogoutRecipient).backchannelLogout(account, sid)
      return 'confirmed'
    } catch (error) {
      return failure(error)
    }
  }
}

function failure(error: unknown): Told {
  const { response, cause, name } = error as {
    readonly response?: { readonly status: number }
    readonly cause?: { readonly code?: string; readonly message?: string }
    readonly name?: string
  }
  if (response !== undefined) return { failed: `status ${response.status}` }
  return { failed: (cause?.code ?? cause?.message ?? name ?? 'unknown').slice(0, 200) }
}
