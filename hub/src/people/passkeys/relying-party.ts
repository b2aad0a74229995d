import type { HubConfig } from '../../config.ts'

/** EdDSA, ES256, RS256: what every authenticator speaks one of (COSE algorithm identifiers). */
export const ALGORITHMS = [-8, -7, -257]

/** For whom passkeys are made: the issuer's host, and pages of the issuer alone (WebAuthn section 13.4.9). */
export function relyingParty({ issuer }: Pick<HubConfig, 'issuer'>): { readonly id: string; readonly origin: string } {
  return { id: new URL(issuer).hostname, origin: issuer }
}
