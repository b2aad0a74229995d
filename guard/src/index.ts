export { placeOf, readAddress } from './addresses/address.ts'
export { findClient, parseTrustedProxies, type TrustedProxies } from './addresses/trusted-proxies.ts'
export { knownBrowser, type Limits, limitsFor } from './limits/limits.ts'
export { type Counters, forgiveAccount, forgiveTries, pruneTries, takeTry } from './limits/take-try.ts'
export {
  findPasswordFault,
  type PasswordOwner,
  SHORTEST_ALONE,
  SHORTEST_BESIDE_FACTOR,
} from './passwords/find-password-fault.ts'
export { localPath, tidyPath } from './requests/local-path.ts'
export { namesOrigin, readTarget } from './requests/names-origin.ts'
export { hashPassword, isPassword } from './passwords/hash-password.ts'
export { HashingBusy } from './passwords/hashing-queue.ts'
export { type PasswordTried, tryPassword } from './passwords/try-password.ts'
