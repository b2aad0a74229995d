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
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'

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
  const answer = ticket.closed === null && replyForm(site, view)
  return html`${refusalNotice(site, refused, answer)}
    ${pageHeading({
      title: words.title(ticket.number, ticket.subject),
      lead: html`<span>${ticket.client?.name ?? tickets.inside} · ${byline(site, ticket)}</span>`,
      actions: closing(site, view),
    })}
    ${replies.map((reply) => panel({ children: replyView(site, reply) }))}
    ${answer && panel({ children: answer })}
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
  return html`<p><strong>${writtenBy}</strong> <small>${when(site, writtenAt)}</small></p>
    ${paragraphsOf(body)}`
}

function paragraphsOf(body: string): readonly Html[] {
  return body.split(/(?:\r?\n){2,}/).map((paragraph) => html`<p class="written">${paragraph}</p>`)
}

function replyForm(site: Site, { replyTo, refused, typed }: TicketView): Html {
  const { ticket } = site.words
  return form({
    action: replyTo,
    children: html`${textArea({ name: 'body', label: ticket.reply, value: typed, error: hintOf(site, refused, 'body'), required: true })}
      ${buttonRow(button({ label: ticket.send, kind: 'primary' }))}`,
  })
}
