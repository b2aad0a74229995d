import type { Psa } from '../psa.ts'

/** How long the admin's page waits for the hub, in milliseconds. */
const PATIENCE = 1500
/** What the admin's page finds out about the hub while it is asked for. */
export interface HubCheck {
  readonly reachable: boolean
  /** Milliseconds by which the hub's clock is ahead of this one; below 0: behind. Null where no answer said. */
  readonly clockAhead: number | null
}

/** Asks for the hub's discovery document (OpenID Connect Discovery 1.0, section 4) and looks at its `Date`. */
export async function checkHub({ config: { issuer }, now }: Pick<Psa, 'config' | 'now'>): Promise<HubCheck> {
  try {
    const url = new URL('/.well-known/openid-configuration', issuer)
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' })
    await response.body?.cancel()
    const date = Date.parse(response.headers.get('date') ?? '')
    // It is cut to the second, and a cache's answer has the time at which it was stored.
    const isCurrent = Number.isFinite(date) && !response.headers.has('age')
    return { reachable: response.ok, clockAhead: isCurrent ? date + 500 - now() : null }
  } catch {
    return { reachable: false, clockAhead: null }
  }
}
