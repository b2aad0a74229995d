import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { SECOND } from '../clock.ts'
import { limitLogins } from './limit-logins.ts'
import type { Hub } from '../hub.ts'

const MINUTE = 60

/** How long what the provider issues lives, in seconds. */
export function lifetimes(hub: Pick<Hub, 'config' | 'now'>): NonNullable<Configuration['ttl']> {
  const { interaction, session, idle, refresh, refreshIdle } = hub.config.lifetimes
  const countLogIn = limitLogins(hub)
  return {
    AuthorizationCode: MINUTE,
    AccessToken: 5 * MINUTE,
    ClientCredentials: 5 * MINUTE,
    IdToken: 5 * MINUTE,
    /** Each use gives another one, which ends no later than the first one may: who logged in long ago does so again. */
    RefreshToken: (_ctx: KoaContextWithOIDC, { iiat }: { iiat?: number | undefined }) => {
      const now = Math.floor(hub.now() / SECOND)
      const left = (iiat ?? now) + refresh / SECOND - now
      return Math.max(1, Math.floor(Math.min(left, refreshIdle / SECOND)))
    },
    Grant: Math.ceil(refresh / SECOND),
    /** Asked for before one is kept. */
    Interaction: ({ req }: KoaContextWithOIDC) => {
      countLogIn(req)
      return Math.ceil(interaction / SECOND)
    },
    /** What is left of the session in all, at most the time that it may be idle (A1). */
    Session: (_ctx: KoaContextWithOIDC, { loginTs }: { loginTs?: number | undefined }) => {
      const now = Math.floor(hub.now() / SECOND)
      const left = (loginTs ?? now) + session / SECOND - now
      return Math.max(1, Math.floor(Math.min(left, idle / SECOND)))
    },
  }
}
