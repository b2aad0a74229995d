import type Provider from 'oidc-provider'
import { CLOCK_TOLERANCE, SECOND } from '../clock.ts'
import type { SendLogoutToken, LogoutAnswer } from '../delivery/logout-deliveries/logout-delivery.ts'

/** A method of the provider's clients that its types leave out: signs a token, with a `jti` of its own, and sends it. */
type Send = (this: object, sub: string, sid: string) => Promise<void>

const METHOD = 'backchannelLogout'

const senders = new WeakMap<Provider, Send>()

/**
 * Takes the sending of logout tokens from the provider, which would send one by itself where it ends a session, once and
 * from memory: clients are told by the queue alone.
 */
export function takeOverLogoutTokens(provider: Provider): void {
  const { prototype } = provider.Client
  const send = Reflect.get(prototype, METHOD) as Send
  senders.set(provider, send)
  Reflect.set(prototype, METHOD, async () => {})
}

/**
 * Sends logout tokens (OpenID Connect Back-Channel Logout 1.0), and waits 2.5 seconds for each answer.
 *
 * 200 and 204 confirm. Everything else is a failure that may pass, 400 included: by section 2.8 it says that the token was
 * invalid or that the logout failed, and a client answers so, too, while it cannot fetch the keys to check a token with.
 */
export function sendLogoutToken(provider: Provider): SendLogoutToken {
  const send = senders.get(provider)
  if (send === undefined) throw new Error('A provider that sends log-out tokens by itself')
  return async ({ client: id, account, sid }) => {
    const client = await provider.Client.find(id)
    if (client?.backchannelLogoutUri === undefined) return 'gone'
    try {
      await send.call(client, account, sid)
      return 'confirmed'
    } catch (error) {
      return failure(error)
    }
  }
}

function failure(error: unknown): LogoutAnswer {
  const { response, cause, name } = error as {
    readonly response?: Pick<Response, 'status' | 'headers'>
    readonly cause?: { readonly code?: string; readonly message?: string }
    readonly name?: string
  }
  if (response !== undefined) return { failed: `status ${response.status}${describeClocks(response)}` }
  return { failed: (cause?.code ?? cause?.message ?? name ?? 'unknown').slice(0, 200) }
}

/** A client that refuses a token may have a clock that differs: its answer says what time it is there. */
function describeClocks({ status, headers }: Pick<Response, 'status' | 'headers'>): string {
  const ahead = Date.parse(headers.get('date') ?? '') - Date.now()
  if (status !== 400 || !(Math.abs(ahead) > CLOCK_TOLERANCE)) return ''
  const whose = ahead > 0 ? "the client's is ahead" : "the client's is behind"
  return `, the clocks differ by ${Math.ceil(Math.abs(ahead) / SECOND)} seconds: ${whose}`
}
