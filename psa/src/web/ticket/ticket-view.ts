import {
  button,
  buttonRow,
  form,
  html,
  type Html,
  type HtmlValue,
  pageHeading,
  panel,
  textArea,
  timeIn,
} from '@lanyard/ui'
import { listReplies } from '../../tickets/find-ticket.ts'
import type { Reply, Ticket } from '../../tickets/ticket.ts'
import { when } from '../dates.ts'
import type { Site } from '../site.ts'
import { type WordedRefusal, refusalNotice } from '../worded-refusal.ts'

interface TicketView {
  readonly ticket: Ticket
  /** Where replies are posted. */
  readonly replyTo: string
  /** Where closing is posted; absent where the viewer cannot. */
  readonly closeAt?: string
  readonly refused: WordedRefusal | undefined
  /** A reply that was refused. */
  readonly typed?: string | undefined
}

/** A ticket with its conversation, the same for employees and for contacts. */
export async function ticketView(site: Site, view: TicketView): Promise<Html> {
  const { ticket: words, tickets } = site.words
  const { ticket, refused, typed = '' } = view
  const replies = await listReplies(site, ticket)
  return html`${refusalNotice(site, refused)}
    ${pageHeading({
      title: words.title(ticket.number, ticket.subject),
      lead: [`${ticket.client?.name ?? tickets.inside} · `, byline(site, ticket)],
      actions: closing(site, view),
    })}
    ${replies.map((reply) => panel({ heading: undefined, children: replyView(site, reply) }))}
    ${ticket.closed === null && panel({ heading: words.reply, children: replyForm(site, view.replyTo, typed) })}
    ${ticket.closed !== null && typed !== '' && panel({ heading: words.notSent, children: paragraphsOf(typed) })}`
}

function byline({ words }: Site, { openedBy, openedAt, closed }: Ticket): HtmlValue {
  const { ticket } = words
  return closed
    ? timeIn((at) => ticket.closed(closed.by, at), closed.at, words)
    : timeIn((at) => ticket.opened(openedBy, at), openedAt, words)
}

function closing({ words }: Site, { ticket, closeAt }: TicketView): Html | false {
  if (closeAt === undefined || ticket.closed) return false
  return form({ action: closeAt, layout: 'inline', children: button({ label: words.ticket.close }) })
}

function replyView(site: Site, { writtenBy, writtenAt, body }: Reply): Html {
  return html`<p><strong>${writtenBy}</strong> ${when(site, writtenAt)}</p>
    ${paragraphsOf(body)}`
}

function paragraphsOf(body: string): readonly Html[] {
  return body.split(/(?:\r?\n){2,}/).map((paragraph) => html`<p>${paragraph}</p>`)
}

function replyForm({ words }: Site, action: string, value: string): Html {
  return form({
    action,
    children: html`${textArea({ name: 'body', label: words.ticket.reply, value, required: true })}
      ${buttonRow(button({ label: words.ticket.send, kind: 'primary' }))}`,
  })
}
