/** Where the kit answers, below the host's origin. */
export const ROUTES = {
  signIn: '/connect/sign-in',
  callback: '/connect/callback',
  choice: '/connect/choice',
  linkTenant: '/connect/link-tenant',
  cancelConnecting: '/connect/cancel-connecting',
  linkUser: '/connect/link-user',
  initiateLogin: '/connect/initiate-login',
  hint: '/connect/hint',
  logOut: '/connect/log-out',
  loggedOut: '/connect/logged-out',
  backchannelLogout: '/connect/backchannel-logout',
  securityEvents: '/connect/security-events',
} as const

/**
 * A page of this product that a person outside asked for, as a path; null when it is none (T17, T18): another
 * origin, a scheme that is not the product's, a path that a browser would read as a host, or the kit's own
 * routes, which would run in a circle.
 */
export function ownPath(target: string | null, origin: string): string | null {
  if (target === null || !URL.canParse(target, origin)) return null
  const url = new URL(target, origin)
  const isOwn = url.origin === origin && url.username === '' && url.password === ''
  if (!isOwn || url.pathname.startsWith('//') || url.pathname.startsWith('/connect/')) return null
  return url.pathname + url.search
}

/** A page of the host that shows a notice. */
export function withNotice(path: string, noticeId: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}notice=${encodeURIComponent(noticeId)}`
}
