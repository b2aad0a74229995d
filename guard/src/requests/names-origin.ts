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

/**
 * The parts of a request line's target. The absolute form (RFC 9112 section 3.2.2), which proxies send, names a host of its
 * own; for the other forms `host` is null.
 */
export function readTarget(target: string): { readonly host: string | null; readonly path: string } {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target)
  if (absolute === null) return { host: null, path: target }
  const [, host = '', path = ''] = absolute
  return { host, path: path.startsWith('/') ? path : `/${path}` }
}
