import { HOUR } from '../clock.ts'
import type { Hub } from '../hub.ts'

/**
 * What a node remembers of the clients that it has read, for the time in which the database does not answer: where it
 * may send a browser back, with an error and nothing else.
 */
export interface KnownClients {
  /** The database has just said this about a client. */
  note(id: string, redirectUris: readonly string[]): void
  /** Whether a client had registered exactly this address when it was last read, an hour ago at most. */
  has(id: string, redirectUri: string): boolean
}

/** An address that was withdrawn is answered for this long at most, and only while the database is away. */
const KEPT = HOUR
/** Clients that a node remembers; the one that was read longest ago goes first. */
const MOST = 1000

export function rememberClients({ now }: Pick<Hub, 'now'>): KnownClients {
  const clients = new Map<string, { readonly at: number; readonly redirectUris: readonly string[] }>()
  return {
    note(id, redirectUris) {
      clients.delete(id)
      clients.set(id, { at: now(), redirectUris })
      const [oldest] = clients.keys()
      if (clients.size > MOST && oldest !== undefined) clients.delete(oldest)
    },
    has(id, redirectUri) {
      const client = clients.get(id)
      return client !== undefined && now() - client.at < KEPT && client.redirectUris.includes(redirectUri)
    },
  }
}
