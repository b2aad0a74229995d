import { breadcrumbs, href, html } from '@lanyard/ui'
import { getTicket } from '../../tickets/find-ticket.ts'
import { replyToTicket } from '../../tickets/reply-to-ticket.ts'
import { readForm } from '../form.ts'
import { portalPage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orTell, type Told } from '../telling.ts'
import { ticketView } from '../ticket/ticket-view.ts'
import { type ContactVisit, param, viewerOf } from '../visit.ts'

export async function showPortalTicket(
  site: Site,
  visit: ContactVisit,
  told?: Told,
  typed?: string,
): Promise<Response> {
  const { portal, ticket: words } = site.words
  const ticket = await getTicket(site, viewerOf(visit), param(visit, 'ticket'))
  const replyTo = href(routes.portalReply, { ticket: ticket.id })
  const title = words.title(ticket.number, ticket.subject)
  return portalPage(site, visit, {
    title,
    status: told?.status,
    main: html`${breadcrumbs({ items: [{ label: portal.title, href: href(routes.portal) }, { label: title }] })}
      ${await ticketView(site, { ticket, replyTo, told, typed })}`,
  })
}

export async function takePortalReply(site: Site, visit: ContactVisit): Promise<Response> {
  const { text } = await readForm(visit.request)
  const ticket = param(visit, 'ticket')
  return orTell(
    site,
    visit,
    async () => {
      await replyToTicket(site, { ticket, by: viewerOf(visit), body: text('body') })
      return seeOther(href(routes.portalTicket, { ticket }), [outcomeCookie(site, { text: site.words.ticket.replied })])
    },
    (told) => showPortalTicket(site, visit, told, text('body')),
  )
}
