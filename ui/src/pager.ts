import { linkButton } from './button.ts'
import { buttonRow } from './form.ts'
import type { Html } from './html.ts'

export interface PagerOptions {
  readonly words: { readonly older: string; readonly newest: string }
  /** Address of the next page; null on the last one. */
  readonly older: string | null
  /** Address of the first page; null on that page. */
  readonly newest: string | null
}

/** The way through a list that has the newest first, a page at a time. Nothing where one page holds all. */
export function pager({ words, older, newest }: PagerOptions): Html | false {
  if (older === null && newest === null) return false
  return buttonRow([
    older !== null && linkButton({ label: words.older, href: older }),
    newest !== null && linkButton({ label: words.newest, href: newest }),
  ])
}
