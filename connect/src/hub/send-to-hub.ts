import * as client from 'openid-client'
import { CheckFailed } from '../cause.ts'
import { type Answer, isCount, isJson, type Json } from './api-answers.ts'
import type { HubHealth } from './hub-health.ts'
import type { RelyingParty } from './relying-party.ts'

/** Of tenant linking (docs/tenant-linking.md). */
export const VERSION = 1

/** Milliseconds before its end at which a token is not used any more. */
const TOKEN_MARGIN = 30_000

/** @returns null where no answer came */
export type Send = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer | null>

/** Sends with a token of the deployment's own, kept until it expires and dropped when the hub does not take it. */
export function createSender(
  relyingParty: Pick<RelyingParty, 'configuration'>,
  health: Pick<HubHealth, 'heard' | 'failed'>,
): Send {
  let held: { readonly token: string; readonly until: number } | null = null

  const tokenFor = async (hub: client.Configuration, api: string): Promise<string> => {
    if (held && held.until > Date.now()) return held.token
    const answer = await client.clientCredentialsGrant(hub, { scope: 'tenant_links', resource: api })
    held = { token: answer.access_token, until: Date.now() + (answer.expiresIn() ?? 60) * 1000 - TOKEN_MARGIN }
    return answer.access_token
  }

  return async (method, path, body, extra) => {
    try {
      const hub = await relyingParty.configuration()
      const api = apiOf(hub)
      if (api === null) throw new CheckFailed('tenant_linking', `The hub does not announce version ${VERSION} of it.`)
      const headers = new Headers({ Accept: 'application/json', ...extra })
      if (body) headers.set('Content-Type', 'application/json')
      const url = new URL(api + path)
      const text = body ? JSON.stringify(body) : undefined
      const response = await client.fetchProtectedResource(hub, await tokenFor(hub, api), url, method, text, headers)
      // The next message asks for another token.
      if (response.status === 401) held = null
      const answer = { status: response.status, body: await readBody(response) }
      if (isByTheBook(path, answer)) health.heard()
      else health.failed(unexpected(answer))
      return answer
    } catch (error) {
      held = null
      health.failed(error)
      return null
    }
  }
}

/** 403 and 404 of the interface itself, and a log that is lost, say something about one message, not about the way. */
function isByTheBook(path: string, { status, body }: Answer): boolean {
  if (status === 410 && path.startsWith('/events?') && isJson(body) && isCount(body['head'])) return true
  return status < 400 || ([403, 404, 409, 410].includes(status) && isJson(body) && typeof body['code'] === 'string')
}

function unexpected({ status, body }: Answer): CheckFailed {
  const code = isJson(body) && typeof body['code'] === 'string' ? ` ${body['code'].slice(0, 100)}` : ''
  return new CheckFailed('status', `The hub's interface answers ${status}${code}.`, status)
}

/** A hub that does not speak tenant linking has no such interface. */
function apiOf(hub: client.Configuration): string | null {
  const linking: unknown = hub.serverMetadata()['tenant_linking']
  return isJson(linking) && linking['version'] === VERSION && typeof linking['api'] === 'string' ? linking['api'] : null
}

/** @returns null where a hub knows of no features */
export function featuresOf(hub: client.Configuration): readonly unknown[] | null {
  const linking: unknown = hub.serverMetadata()['tenant_linking']
  return isJson(linking) && Array.isArray(linking['features']) ? linking['features'] : null
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
