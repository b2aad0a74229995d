import { dropKept } from './drop-kept.ts'
import type { Forms, FormTables } from './tables.ts'

/** Names a kept form in the address that it is sent to again. */
export const KEPT = 'kept'

/** The address that takes a kept form again. */
export function sentAgain(action: string, id: string): string {
  return `${action}${action.includes('?') ? '&' : '?'}${new URLSearchParams({ [KEPT]: id })}`
}

/** Path and query that a form was sent to, and the kept form that it is the second sending of; null for a first one. */
export function readAddress(address: string): { readonly action: string; readonly again: string | null } {
  const { pathname, searchParams } = new URL(address)
  const again = searchParams.get(KEPT)
  searchParams.delete(KEPT)
  return { action: searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`, again }
}

/** What a web `Request` and its `Response` are. */
interface Exchange {
  readonly request: { readonly method: string; readonly url: string }
  readonly answer: { readonly status: number; readonly headers: Headers }
  /** With what the addresses begin of pages that ask who it is. */
  readonly asking: readonly string[]
}

interface Logs {
  readonly log: { warn(entry: { readonly event: string; readonly path: string; readonly error: unknown }): void }
}

/**
 * A form that was sent again and answered, also with a refusal, which shows what was typed, is not kept any more. It stays
 * where the answer asks who it is. What it was sent for stands in any case.
 */
export async function dropAnswered<Schema extends FormTables>(
  { db, log }: Pick<Forms<Schema>, 'db'> & Logs,
  key: string | null,
  { request, answer, asking }: Exchange,
): Promise<void> {
  const { again } = readAddress(request.url)
  if (again === null || request.method !== 'POST' || answer.status >= 500) return
  if (asking.some((page) => answer.headers.get('location')?.startsWith(page))) return
  try {
    await dropKept({ db }, { key, id: again })
  } catch (error) {
    log.warn({ event: 'form_not_dropped', path: new URL(request.url).pathname, error })
  }
}
