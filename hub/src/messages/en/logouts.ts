import type { PluralForms } from '@lanyard/ui'
import type { DeliveryState } from '../../delivery/deliveries/delivery.ts'

/** What masters see of what products were told, and whether they confirmed it. */
export const logouts = {
  tab: 'Logouts',
  lead: (organization: string) =>
    `When a person’s rights in ${organization} end or come back, every product they may be logged in to is told. Each product confirms when it has ended their sessions. The last 30 days:`,
  caption: (organization: string) => `Logouts in ${organization}, newest first`,
  empty: 'Nothing yet: no rights and no sessions have ended.',
  when: 'When',
  what: 'What',
  products: 'Products',
  older: 'Older',
  newest: 'Newest',
  back: 'All logouts',
  people: { one: '{count} person', other: '{count} people' } satisfies PluralForms,
  unnamed: 'a person who has left',
  /** What is said of acts that are people’s own business. */
  own: {
    'session.log_out': 'Logged out',
    'session.end': 'Ended a session',
    'session.end_all': 'Logged out everywhere',
    'session.end_others': 'Ended all other sessions',
    'client.take_back': 'Took back an app’s access',
  } as Readonly<Record<string, string>>,
  sessionsEnded: 'Sessions ended',

  detailCaption: (what: string) => `Products that were told: ${what}`,
  product: 'Product',
  state: 'State',
  queued: 'Queued',
  sent: 'Sent',
  took: 'Confirmed after',
  next: 'What happens next',
  states: {
    queued: 'Queued',
    sent: 'Sent',
    answered: 'Confirmed',
    failed: 'Not reached',
  } satisfies Record<DeliveryState, string>,
  givenUp: 'Given up',
  none: '–',
  part: (confirmed: number, all: number) => `${confirmed} of ${all}`,
  gone: (id: string) => `a product that is gone (${id})`,

  confirmedNothing: {
    one: 'No answer from {count} product yet',
    other: 'No answer from {count} products yet',
  } satisfies PluralForms,
  confirmed: (confirmed: number, all: string, took: string) => `${confirmed} of ${all} confirmed in ${took}`,
  allProducts: { one: '{count} product', other: '{count} products' } satisfies PluralForms,
  seconds: (seconds: string) => `${seconds} s`,

  done: 'Done: the sessions that began here have ended.',
  access: {
    untold: 'It does not say whether its own password still opens it.',
    awaited: 'It has not said yet whether its own password still opens it.',
    unlinked: 'No user there is linked to this person.',
    nothing: 'Nothing else opens it.',
    both: 'Its own password and a session that began with it still open it.',
    local_password: 'Its own password still opens it.',
    local_session: 'A session that began with its own password still opens it.',
    settings: (product: string) => `Settings of ${product}`,
  },
  waiting: 'Waiting for an answer.',
  pulls: (problem: string) =>
    `${problem}. It catches up before it shows anything to a person who logged in through the hub.`,
  again: (problem: string, at: string) => `${problem}. Next attempt ${at}.`,
  surrendered: (problem: string) =>
    `${problem} for 24 hours, so no more attempts are made. Ask its operator to end these sessions.`,
  /** Why a product was not reached, by the code that the log has. */
  problems: {
    ECONNREFUSED: 'It is down',
    ECONNRESET: 'It broke off its answer',
    ENOTFOUND: 'Its address leads nowhere',
    TimeoutError: 'It took too long to answer',
    UND_ERR_SOCKET: 'It broke off its answer',
  } as Readonly<Record<string, string>>,
  otherProblem: (code: string) => `It did not take the message (${code})`,

  panelTitle: 'Answers of the products',
  look: 'Refresh',
  details: 'Details',
  close: 'Close',
} as const
