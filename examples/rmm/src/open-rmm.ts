import type { Log } from '@lanyard/running'
import type { RmmConfig } from './config.ts'
import { openRmmDatabase } from './database.ts'
import { messages as messagesOf } from './messages/en.ts'
import { pages as pagesOf } from './pages.ts'
import type { Rmm } from './rmm.ts'
import { sessionCookie } from './sessions.ts'
import { createSignOn } from './sign-on.ts'

/** Opens RMM without serving it; disposing closes the database. */
export async function openRmm(config: RmmConfig, log: Log): Promise<Rmm & AsyncDisposable> {
  const database = await openRmmDatabase(config, log)
  const { db } = database
  const messages = messagesOf(config.names)
  const pages = pagesOf(messages, { settingsPath: config.settingsPath, hub: config.issuer })
  const secure = config.origin.startsWith('https:')
  const host = { ...config, secure, messages, pages, cookie: sessionCookie(config.origin), log }
  return { ...host, db, signOn: createSignOn(db, host), [Symbol.asyncDispose]: () => database.close() }
}
