import { badge, button, form, type Html, html, href, panel, plural, table, time } from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import { account } from '../../messages/en/account.ts'
import { language as ownLanguage } from '../../messages/en/language.ts'
import { routes } from '../routes.ts'

const words = account.sessions

interface SessionRow {
  readonly handle: string
  readonly device: string
  readonly address: string | null
  /** Names of what was opened with it. */
  readonly products: readonly string[]
  readonly loggedInAt: Instant
  readonly usedAt: Instant
  /** The one that this page was asked for with. */
  readonly isThis: boolean
  /** Whether it serves a place that the person has. */
  readonly opens: boolean
}

export interface SessionsView {
  /** The hub's name. */
  readonly hub: string
  /** Of dates. */
  readonly language: string
  readonly sessions: readonly SessionRow[]
}

export function sessionsPage(view: SessionsView): Html {
  const { hub, sessions } = view
  return html`<p>${words.lead(hub)}</p>
    ${table({
      caption: words.caption,
      columns: [
        { label: words.device },
        { label: words.address },
        { label: words.products },
        { label: words.loggedInAt },
        { label: words.usedAt },
        { label: words.actions, kind: 'actions' },
      ],
      rows: sessions.map((session) => sessionRow(session, view)),
      empty: words.empty,
    })}
    ${sessions.some(({ opens }) => !opens) && html`<p class="hint">${words.whyNothing}</p>`}
    ${othersPanel(sessions.filter(({ isThis }) => !isThis).length)} ${everywherePanel(hub)}`
}

function sessionRow(session: SessionRow, { language }: SessionsView) {
  const { handle, device, address, products, loggedInAt, usedAt, isThis, opens } = session
  return [
    html`<span id="${handle}">${device}</span> ${isThis && badge({ kind: 'good', text: words.current })}
    ${!opens && badge({ kind: 'neutral', text: words.opensNothing })}`,
    address ?? words.unknownAddress,
    products.length === 0 ? words.noProducts : products.join(', '),
    time(loggedInAt, { language }),
    time(usedAt, { language, style: 'relative' }),
    form({
      action: href(routes.profileSettings.endSession, { session: handle }),
      layout: 'inline',
      children: button({ label: words.end, describedBy: handle }),
    }),
  ]
}

function othersPanel(others: number): Html {
  if (others === 0) return html`<p class="hint">${words.onlyThis}</p>`
  return panel({
    children: form({
      action: href(routes.profileSettings.endOtherSessions),
      children: [
        html`<p id="others">${plural(others, words.others, ownLanguage)}</p>`,
        button({ label: words.endOthers, kind: 'danger', describedBy: 'others' }),
      ],
    }),
  })
}

function everywherePanel(hub: string): Html {
  return panel({
    children: form({
      action: href(routes.profileSettings.endAllSessions),
      children: [
        html`<p id="everywhere">${words.everywhere(hub)}</p>`,
        button({ label: words.endAll, kind: 'danger', describedBy: 'everywhere' }),
      ],
    }),
  })
}
