import { type Html, html, pageHeading, panel, time } from '@lanyard/ui'
import type { Mail } from '@lanyard/mail'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'

const words = pages.demo

/** A mail with its envelope. */
export interface PostedMail extends Mail {
  readonly recipient: string
  readonly createdAt: number
}

export function mailPage({ mails }: { mails: readonly PostedMail[] }): Html {
  return html`${pageHeading({ title: words.mailTitle, lead: words.mailLead })}
  ${mails.length === 0 && html`<p class="empty">${words.noMails}</p>`} ${mails.map(mailPanel)}`
}

function mailPanel({ recipient, subject, text, createdAt }: PostedMail): Html {
  return panel({
    heading: subject,
    children: [
      html`<p class="hint">${words.mailTo(recipient)} · ${time(createdAt, { language })}</p>`,
      ...text.split(/\n{2,}/).map((paragraph) => html`<p>${withLinks(paragraph)}</p>`),
    ],
  })
}

/** Addresses in a mail can be pressed, as in any mail program. */
function withLinks(text: string): readonly (Html | string)[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))
}
