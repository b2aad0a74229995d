export { placeOf } from './addresses/address.ts'
export { forwardedFor, sourceOf } from './addresses/source-of.ts'
export { findClient, NO_PROXIES, parseTrustedProxies, type TrustedProxies } from './addresses/trusted-proxies.ts'
export {
  BROWSER_LIFETIME,
  type Browsers,
  forgetBrowsers,
  rememberBrowser,
  pruneBrowsers,
  readBrowserCookie,
  sourceOfTry,
} from './browsers/known-browsers.ts'
export { type BackgroundTasks, openBackgroundTasks } from './background-tasks/background-tasks.ts'
export { knownBrowser, type Limits, limitsFor } from './limits/limits.ts'
export { type Counters, forgiveAccount, forgiveTries, pruneTries, takeTry } from './limits/take-try.ts'
export {
  findPasswordFault,
  type PasswordOwner,
  SHORTEST_ALONE,
  SHORTEST_BESIDE_FACTOR,
} from './passwords/find-password-fault.ts'
export { localPath, pageThatSent, tidyPath } from './requests/local-path.ts'
export { namesOrigin } from './requests/names-origin.ts'
export { changesState, isOwnForm } from './requests/own-form.ts'
export { isSentTwice } from './requests/sent-twice.ts'
export { contentSecurityPolicy, securityHeaders } from './requests/security-headers.ts'
export { hashPassword, isPassword } from './passwords/hash-password.ts'
export { HashingBusy } from './passwords/hashing-queue.ts'
export { type PasswordTried, tryPassword } from './passwords/try-password.ts'
export { GUARD_TABLES, readGuardMigrations } from './tables.ts'
