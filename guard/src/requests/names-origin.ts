/** A host and perhaps a port: no blank, no `@`, no path. */
const AUTHORITY = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i

/**
 * Whether a `Host` header, or the authority of a request line, names this origin. Letter case and the scheme's own port make
 * no difference (RFC 9110 section 4.2.3).
 */
export function namesOrigin(host: string | undefined, origin: string): boolean {
  if (!AUTHORITY.test(host ?? '')) return false
  return URL.parse(`${new URL(origin).protocol}//${host}`)?.origin === origin
}
