import { type Html, html, type HtmlValue, live, pageHeading, statusDot, table } from '@lanyard/ui'
import type { RevealedCode } from '../../people/factors/reveal-next-code.ts'
import { pages } from '../../messages/en/pages.ts'

const words = pages.demo

/** A demo account's phone; without `code` no authenticator app is set up yet. */
export interface Phone {
  readonly username: string
  readonly code: RevealedCode | null
}

export interface PhonesView {
  readonly phones: readonly Phone[]
  /** Of this page itself, which is asked again and again. */
  readonly address: string
  readonly everySeconds: number
}

/** What every demo account's phone shows next: the first code that was not used yet, and when it is taken. */
export function phonesPage({ phones, address, everySeconds }: PhonesView): Html {
  return html`${pageHeading({ title: words.phonesTitle, lead: words.phonesLead })}
  ${live({
    id: 'phones',
    href: address,
    everySeconds,
    waiting: true,
    children: table({
      caption: words.phonesCaption,
      columns: [{ label: words.account }, { label: words.code }, { label: words.taken }],
      rows: phones.map(phoneRow),
      empty: words.noAccounts,
    }),
  })}`
}

function phoneRow({ username, code }: Phone): HtmlValue[] {
  if (code === null) return [username, words.notEnrolled, null]
  const digits = html`<code>${code.code}</code>`
  const { takenInSeconds, lastsSeconds } = code
  if (takenInSeconds === 0) return [username, digits, statusDot({ kind: 'good', text: words.takenNow(lastsSeconds) })]
  return [username, digits, statusDot({ kind: 'busy', text: words.takenSoon(takenInSeconds) })]
}
