import type { Log } from '@lanyard/running'
import type { Kysely } from 'kysely'
import type { Connect, Names } from '@lanyard/connect'
import type { TrustedProxies } from '@lanyard/guard'
import type { Schema } from './database.ts'
import type { Messages } from './messages/en.ts'
import type { Pages } from './pages.ts'
import type { SessionCookie } from './sessions.ts'

export type SignOn = Connect<Kysely<Schema>>

/** What RMM's pages need. */
export interface Rmm {
  readonly db: Kysely<Schema>
  readonly signOn: SignOn
  readonly pages: Pages
  readonly messages: Messages
  readonly names: Names
  readonly cookie: SessionCookie
  readonly issuer: string
  readonly origin: string
  /** Whose word is taken for where a request comes from. */
  readonly proxies: TrustedProxies
  /** Are people's browsers spoken to over https? */
  readonly secure: boolean
  /** The admin's page with the switch. */
  readonly settingsPath: string
  readonly log: Log
}
