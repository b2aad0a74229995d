import { href } from '@lanyard/ui'
import { closeTicket } from '../../tickets/close-ticket.ts'
import { getTicket } from '../../tickets/find-ticket.ts'
import { replyToTicket } from '../../tickets/reply-to-ticket.ts'
import { readForm } from '../form.ts'
import { employeePage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal } from '../worded-refusal.ts'
import { type EmployeeVisit, param, viewerOf } from '../visit.ts'
import { ticketView } from './ticket-view.ts'

export async function showTicket(
  site: Site,
  visit: EmployeeVisit,
  refused?: WordedRefusal,
  typed?: string,
): Promise<Response> {
  const ticket = await getTicket(site, viewerOf(visit), param(visit, 'ticket'))
  const replyTo = href(routes.replyToTicket, { ticket: ticket.id })
  const closeAt = href(routes.closeTicket, { ticket: ticket.id })
  return employeePage(site, visit, {
    title: site.words.ticket.title(ticket.number, ticket.subject),
    status: refused?.status,
    section: 'tickets',
    width: 'settings',
    main: await ticketView(site, { ticket, replyTo, closeAt, refused, typed }),
  })
}

export async function takeReply(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { text } = await readForm(visit.request)
  const ticket = param(visit, 'ticket')
  return orShow(
    site,
    visit,
    async () => {
      await replyToTicket(site, { ticket, by: viewerOf(visit), body: text('body') })
      return seeOther(href(routes.ticket, { ticket }), [outcomeCookie(site, { text: site.words.ticket.replied })])
    },
    (refused) => showTicket(site, visit, refused, text('body')),
  )
}

export async function takeClose(site: Site, visit: EmployeeVisit): Promise<Response> {
  const ticket = param(visit, 'ticket')
  return orShow(
    site,
    visit,
    async () => {
      await closeTicket(site, { ticket, by: viewerOf(visit) })
      return seeOther(href(routes.ticket, { ticket }), [outcomeCookie(site, { text: site.words.ticket.closedNow })])
    },
    (refused) => showTicket(site, visit, refused),
  )
}
