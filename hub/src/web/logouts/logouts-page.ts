import {
  badge,
  buttonRow,
  formatDuration,
  type Html,
  type HtmlValue,
  href,
  html,
  linkButton,
  pager,
  panel,
  plural,
  stack,
  streamed,
  table,
  time,
  timeIn,
} from '@lanyard/ui'
import { SECOND } from '../../clock.ts'
import { type Delivery, type DeliveryState, isSettled, stateOf } from '../../delivery/deliveries/delivery.ts'
import { language } from '../../messages/en/language.ts'
import { logouts as words } from '../../messages/en/logouts.ts'
import { routes } from '../routes.ts'
import type { NotifiedAct } from './notified-acts.ts'

export interface LogoutsView {
  readonly organization: string
  readonly acts: readonly NotifiedAct[]
  /** Before which instant the next page begins; null on the last one. */
  readonly older: number | null
  readonly isFirst: boolean
}

/** Every act of which products were told, and how many of them have confirmed it in what time. */
export function logoutsPage({ organization, acts, older, isFirst }: LogoutsView): Html {
  const to = (before: number | null) => href(routes.adminSettings.logouts, {}, { before: before ?? undefined })
  return stack([
    html`<p>${words.lead(organization)}</p>`,
    table({
      caption: words.caption(organization),
      columns: [{ label: words.when }, { label: words.what, kind: 'prose' }, { label: words.products, kind: 'prose' }],
      rows: acts.map((told) => [
        time(told.at, { language }),
        headline(told),
        html`<a href="${href(routes.adminSettings.logout, { act: told.auditId })}">${summary(told)}</a>`,
      ]),
      empty: words.empty,
    }),
    pager({ words, older: older === null ? null : to(older), newest: isFirst ? null : to(null) }),
  ])
}

/** One act: what became of it at each product. It keeps itself up to date until there is nothing more to hear. */
export function logoutPage(told: NotifiedAct): Html {
  return stack([
    panel({
      heading: headline(told),
      children: [html`<p>${time(told.at, { language })}</p>`, answers(told)],
    }),
    buttonRow([linkButton({ label: words.back, href: href(routes.adminSettings.logouts) })]),
  ])
}

/**
 * The dialog that stays on a page after an act that ended a person's rights: what products say to it, as they say it.
 *
 * @param close address of the page without it
 * @param look address of the page with it, for browsers without script
 */
export function toldDialog(
  told: NotifiedAct,
  { close, look }: { readonly close: string; readonly look: string },
): Html {
  return html`<section class="card" role="dialog" aria-labelledby="told-title">
    <h2 id="told-title">${words.panelTitle}</h2>
    ${answers(told)}
    ${buttonRow([
      linkButton({ label: words.close, href: close }),
      !isSettled(told) && html`<noscript>${linkButton({ label: words.look, href: look })}</noscript>`,
      linkButton({ label: words.details, href: href(routes.adminSettings.logout, { act: told.auditId }) }),
    ])}
  </section>`
}

function answers(told: NotifiedAct): Html {
  return streamed({
    id: 'told',
    href: href(routes.adminSettings.logoutStream, { act: told.auditId }),
    waiting: !isSettled(told),
    children: liveResult(told),
  })
}

/** What a stream sends again with each change. */
export function liveResult(told: NotifiedAct): Html {
  return html`<p aria-live="polite"><strong>${summary(told)}</strong></p>
    ${table({
      caption: words.detailCaption(headline(told)),
      columns: [
        { label: words.product },
        { label: words.state },
        { label: words.queued },
        { label: words.sent },
        { label: words.took },
        { label: words.next, kind: 'prose' },
      ],
      rows: told.deliveries.map((delivery) => [
        told.nameOf(delivery.recipient),
        stateBadge(delivery),
        clock(delivery.queuedAt),
        clock(delivery.sentAt),
        delivery.answeredAt === null ? words.none : duration(delivery.answeredAt - delivery.queuedAt),
        next(told, delivery),
      ]),
      empty: words.empty,
    })}`
}

function headline({ what, whom }: NotifiedAct): string {
  return whom === null ? what : `${what}: ${whom}`
}

/** “3 of 4 products confirmed in 0.4 s” */
function summary({ deliveries, confirmed, took }: NotifiedAct): string {
  if (took === null) return plural(deliveries.length, words.confirmedNothing, language)
  return words.confirmed(confirmed, plural(deliveries.length, words.allProducts, language), duration(took))
}

const kinds = { queued: 'neutral', sent: 'neutral', answered: 'good', failed: 'warning' } as const satisfies Record<
  DeliveryState,
  string
>

function stateBadge(delivery: Delivery): Html {
  const state = stateOf(delivery)
  const { messages, confirmed, givenUp } = delivery
  const mark = badge({
    text: state === 'failed' && givenUp ? words.givenUp : words.states[state],
    kind: givenUp ? 'bad' : kinds[state],
  })
  return messages === 1 ? mark : html`<div>${mark} <small>${words.part(confirmed, messages)}</small></div>`
}

function next(told: NotifiedAct, delivery: Delivery): HtmlValue {
  const { answeredAt, problem, nextTryAt, givenUp, by } = delivery
  if (answeredAt !== null) return html`<div>${words.done} ${accessLeft(told, delivery)}</div>`
  if (problem === null) return words.waiting
  const why = words.problems[problem] ?? words.otherProblem(problem)
  if (givenUp) return words.surrendered(why)
  if (by === 'log' || nextTryAt === null) return words.pulls(why)
  return timeIn((at) => words.again(why, at), nextTryAt, { language })
}

/** What else opens the product, as it says itself, and the page there that changes it. */
function accessLeft(told: NotifiedAct, { access: left, recipient }: Delivery): Html | string {
  const { access: says } = words
  if (left.kind === 'beside') return ''
  if (left.kind !== 'told') return says[left.kind]
  if (!left.linked) return says.unlinked
  const [first, second] = left.access
  if (first === undefined) return says.nothing
  const page = told.settingsOf(recipient, left.settings)
  return html`<strong>${second === undefined ? says[first] : says.both}</strong>
    ${page !== null && html`<a href="${page}">${says.settings(told.nameOf(recipient))}</a>`}`
}

/** To the second: what matters here is which came first. */
function clock(at: number | null): Html | string {
  if (at === null) return words.none
  return time(at, { language, style: 'second' })
}

/** Tenths of a second, rounded up, and larger units for what took long. */
function duration(ms: number): string {
  const seconds = Math.ceil(ms / 100) / 10
  if (ms >= 60 * SECOND) return formatDuration(ms / SECOND, { language })
  return words.seconds(new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(seconds))
}
