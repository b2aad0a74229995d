/** What every person of the bench has alike, at the hub and at the floors. */
export const PASSWORD = 'lanyard-bench-password'

/** The key of their authenticator app, in base32. */
export const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export function usernameOf(index: number): string {
  return `p${index}@bench.example`
}

/** The client's, which nothing listens at. */
export const REDIRECT_URI = 'http://localhost:9/callback'
