import { button, form, type Html, href, html, type HtmlValue, mailLink, narrow, note, passkeyForm } from '@lanyard/ui'
import { login as words } from '../../messages/en/login.ts'
import type { Refusal } from '../../refusal.ts'
import { refusalNotice } from '../refusal-notice.ts'
import type { PageStyle } from '../render.ts'
import { routes } from '../routes.ts'

/** What every page of a ceremony shows around its own content. */
export interface CeremonyFrame {
  readonly look: PageStyle
  readonly uid: string
  /** Where the link back leads, by name; null at the hub's own login, which comes from nowhere else. */
  readonly backTo: string | null
  /** An account was named, so that another one can be. */
  readonly canChange: boolean
  /** Why the last try did not go through. */
  readonly refusal?: Refusal | undefined
}

interface Content {
  readonly title: string
  readonly lead?: HtmlValue
  readonly children: HtmlValue
  /** Links below, beside the way back. */
  readonly ways?: HtmlValue
  readonly width?: 'form' | 'settings'
  /** A button of the page cancels, which is the way back. */
  readonly cancels?: boolean
}

export function ceremonyPage({ look, uid, backTo, canChange, refusal }: CeremonyFrame, content: Content): Html {
  const { title, lead, children, ways, width, cancels = false } = content
  // What was refused is told to the product by the way back alone.
  const leadsBack = backTo !== null && (!cancels || refusal !== undefined)
  return narrow({
    brand: look.brand,
    title,
    lead,
    width,
    notices: refusalNotice(look, refusal, { form: children }),
    children: [children, canChange && anotherAccountForm(uid)],
    footer: html`${ways}${leadsBack && html`<a href="${href(routes.ceremony.back, { uid })}">${words.back(backTo)}</a>`}`,
  })
}

/**
 * Asks the browser for a passkey, where script and passkeys are there to be had.
 *
 * @param options.isOnly there is no other way on this page
 * @param options.otherwise shown without script
 */
export function passkeyButton(
  { uid }: Pick<CeremonyFrame, 'uid'>,
  options: { readonly label: string; readonly isOnly?: boolean; readonly otherwise?: string | null },
): Html {
  const { label, isOnly = false, otherwise } = options
  const { ended: text, endedNext: next } = words.passkey
  return passkeyForm({
    does: 'get',
    action: href(routes.ceremony.passkey, { uid }),
    ended: note({ text: `${text} ${next}`, isAnswer: true }),
    otherwise,
    children: button({ label, kind: isOnly ? 'primary' : 'secondary' }),
  })
}

/** Begins again with no one logged in. */
function anotherAccountForm(uid: string): Html {
  return form({
    action: href(routes.ceremony.anotherAccount, { uid }),
    children: button({ label: words.anotherAccount, kind: 'quiet' }),
  })
}

/** A question that a person at the support can answer; nothing where the brand names none. */
export function supportLink({ brand: { supportAddress } }: PageStyle, label: string): Html | false {
  return supportAddress !== undefined && mailLink(supportAddress, label)
}
