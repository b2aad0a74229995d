import { type Html, html, type HtmlValue } from './html.ts'

/** An instant: a Date, or milliseconds since the epoch. */
export type Instant = Date | number

export interface DateOptions {
  /** BCP 47 tag: `en-GB`. */
  language: string
}

/**
 * How an instant is shown: the day; day and minute; the same as “today” and “yesterday” while it is near; the time of day to
 * the second, beside a day that says which.
 */
export type TimeStyle = 'date' | 'minute' | 'relative' | 'second'

/**
 * An instant on a page. A server knows no reader's zone: it writes UTC, and says so, and `script/times.js` puts the
 * reader's own zone and day in place. So every instant on a page is one of these.
 */
export function time(at: Instant, { language, style = 'minute' }: DateOptions & { style?: TimeStyle }): Html {
  const instant = new Date(at)
  return html`<time datetime="${instant.toISOString()}" data-time="${style}">${format(instant, language, style)}</time>`
}

/**
 * A sentence with an instant in it.
 *
 * @example
 * timeIn((when) => `Next attempt ${when}.`, at, { language })
 */
export function timeIn(
  say: (when: string) => string,
  at: Instant,
  options: DateOptions & { style?: TimeStyle },
): readonly HtmlValue[] {
  const mark = new Date(at).toISOString()
  const [before = '', ...after] = say(mark).split(mark)
  return [before, time(at, options), after.join(mark)]
}

/** The same for a sentence that programs get, too, with instants as ISO 8601 in UTC. */
export function timesIn(text: string, options: DateOptions): readonly HtmlValue[] {
  return text.split(INSTANT).map((part, index) => (index % 2 === 1 ? time(Date.parse(part), options) : part))
}

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/

/** Day and time to the minute with the zone's name, for what is no page, such as a mail: “22 Nov 2026, 08:02 UTC”. */
export function formatDateTime(at: Instant, { language }: DateOptions): string {
  return format(at, language, 'minute')
}

/** A wait or a lifetime, rounded up, in the largest unit of which it has two: “40 seconds”, “5 minutes”, “12 hours”. */
export function formatDuration(seconds: number, { language }: DateOptions): string {
  const [unit, length] = UNITS.find(([, unitLength]) => seconds >= 2 * unitLength) ?? ['second', 1]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.ceil(seconds / length),
  )
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** Whether it is today is for the reader's own day to say. */
const STYLES = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  relative: { dateStyle: 'medium', timeStyle: 'short' },
  second: { timeStyle: 'medium' },
} as const satisfies Record<TimeStyle, Intl.DateTimeFormatOptions>

function format(at: Instant, language: string, style: TimeStyle): string {
  return `${new Intl.DateTimeFormat(language, { ...STYLES[style], timeZone: 'UTC' }).format(at)} UTC`
}
