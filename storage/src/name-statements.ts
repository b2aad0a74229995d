import { createHash } from 'node:crypto'

/** Texts that get a name: more than a part has, and few enough that a server keeps them for each connection. */
const MOST = 500

/** What the server keeps a plan of. Anything else is neither worth a name nor, as several statements in one text, able to have one. */
const HAS_PLAN = /^(select|insert|update|delete|with)\b/i

/**
 * Names statements, so that a connection sends the text of each once and the server reads and plans it once.
 *
 * A name is a hash of the text, so it never means another one. A text is named when it comes for the second time, and once
 * {@link MOST} have names no other gets one: lists of any length make texts without end, and a connection keeps what it was
 * told until it ends.
 *
 * @returns gives the name of a text, or undefined
 */
export function nameStatements(): (sql: string) => string | undefined {
  const names = new Map<string, string>()
  const once = new Set<string>()
  return (sql) => {
    const name = names.get(sql)
    if (name !== undefined || names.size >= MOST || !HAS_PLAN.test(sql)) return name
    if (once.delete(sql)) {
      names.set(sql, createHash('sha256').update(sql).digest('base64url').slice(0, 22))
    } else {
      if (once.size >= MOST) once.clear()
      once.add(sql)
    }
    return names.get(sql)
  }
}

/**
 * Does a connection not know a prepared statement any more, or not as it is now? Nothing was done then. A table changed
 * under a plan (`cached plan must not change result type`, by the place in the server, because its words are translated),
 * or the connection was reset, or behind a pooler is another one.
 */
export function isStaleStatement(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  if (error.code === '0A000') return 'routine' in error && error.routine === 'RevalidateCachedQuery'
  return error.code === '26000' || error.code === '42P05'
}
