/** Signed in with two factors (REFEDS MFA profile). Every session of the hub is. */
export const ACR = 'https://refeds.org/profile/mfa'

/** The hub as a client of its own provider: how its pages sign people in. */
export const HUB_CLIENT = 'hub'

/** What a product asks of the API. */
export const API_SCOPE = 'tenant_links'

/** The API as a resource indicator (RFC 8707), and the base of its addresses. */
export function apiAddress(issuer: string): string {
  return `${issuer}/api`
}

/** The hub's own redirect URI. */
export function signedInAddress(issuer: string): string {
  return `${issuer}/signed-in`
}
