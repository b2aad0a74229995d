import { breadcrumbs, href, html } from '@lanyard/ui'
import { getTicket } from '../../tickets/find-ticket.ts'
import { replyToTicket } from '../../tickets/reply-to-ticket.ts'
import { readForm } from '../form.ts'
import { portalPage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal } from '../worded-refusal.ts'
import { ticketView } from '../ticket/ticket-view.ts'
import { type ContactVisit, param, viewerOf } from '../visit.ts'

export async function showPortalTicket(
  site: Site,
  visit: ContactVisit,
  refused?: WordedRefusal,
  typed?: string,
): Promise<Response> {
  const { portal, ticket: words } = site.words
  const ticket = await getTicket(site, viewerOf(visit), param(visit, 'ticket'))
  const replyTo = href(routes.portalReply, { ticket: ticket.id })
  const title = words.title(ticket.number, ticket.subject)
  return portalPage(site, visit, {
    title,
    status: refused?.status,
    main: html`${breadcrumbs({ items: [{ label: portal.title, href: href(routes.portal) }, { label: title }] })}
      ${await ticketView(site, { ticket, replyTo, refused, typed })}`,
  })
}

export async function takePortalReply(site: Site, visit: ContactVisit): Promise<Response> {
  const { text } = await readForm(visit.request)
  const ticket = param(visit, 'ticket')
  return orShow(
    site,
    visit,
    async () => {
      await replyToTicket(site, { ticket, by: viewerOf(visit), body: text('body') })
      return seeOther(href(routes.portalTicket, { ticket }), [outcomeCookie(site, { text: site.words.ticket.replied })])
    },
    (refused) => showPortalTicket(site, visit, refused, text('body')),
  )
}
