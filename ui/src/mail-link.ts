import { type Html, html } from './html.ts'

/** The `mailto:` address of a mailbox; its "@" stays as it is (RFC 6068), because not every mail program decodes it. */
export function mailAddress(mailbox: string, subject?: string): string {
  const to = encodeURIComponent(mailbox).replaceAll('%40', '@')
  return `mailto:${to}${subject === undefined ? '' : `?subject=${encodeURIComponent(subject)}`}`
}

/** A mailbox that can be pressed, called by its address unless it has a name. */
export function mailLink(mailbox: string, label: string = mailbox): Html {
  return html`<a class="mailbox" href="${mailAddress(mailbox)}">${label}</a>`
}
