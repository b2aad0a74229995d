/** How long the admin's page waits for the hub, in milliseconds. */
const PATIENCE = 1500
/** Clocks that are further apart make tokens look too young or too old, in seconds. */
const SKEW = 30

/** What the admin's page finds out about the hub while it is asked for. */
export interface HubCheck {
  readonly reachable: boolean
  /** Seconds between the clocks; null where they agree well enough, or no answer said. */
  readonly skew: number | null
}

/** Asks for the hub's discovery document (OpenID Connect Discovery 1.0, section 4) and looks at its `Date`. */
export async function checkHub(issuer: string): Promise<HubCheck> {
  try {
    const url = new URL('/.well-known/openid-configuration', issuer)
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' })
    await response.body?.cancel()
    const date = Date.parse(response.headers.get('date') ?? '')
    const apart = Math.round(Math.abs(Date.now() - date) / 1000)
    return { reachable: response.ok, skew: apart > SKEW ? apart : null }
  } catch {
    return { reachable: false, skew: null }
  }
}
