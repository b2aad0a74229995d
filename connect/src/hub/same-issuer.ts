/**
 * Is it this issuer's name? A slash at its end makes no other one of it: discovery takes it with and without, and what
 * an issuer says is signed with the keys that its metadata name.
 */
export function isSameIssuer(said: unknown, issuer: string): boolean {
  return typeof said === 'string' && withoutSlash(said) === withoutSlash(issuer)
}

export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}
