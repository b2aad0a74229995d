import { type Html, html } from './html.ts'

/** An instant: a Date, or milliseconds since the epoch. */
export type Instant = Date | number

export interface DateOptions {
  /** BCP 47 tag: `en-GB`. */
  language: string
  /** IANA name such as `Europe/Berlin`; the server's own zone by default. */
  timeZone?: string | undefined
}

/** The day: “22 Nov 2026”, in the language's own order. */
export function formatDate(at: Instant, { language, timeZone }: DateOptions): string {
  return format(at, language, { dateStyle: 'medium', timeZone })
}

/** Day and time to the minute. */
export function formatDateTime(at: Instant, { language, timeZone }: DateOptions): string {
  return format(at, language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
}

/** As people say it: “today 08:02”, “yesterday 17:40”, and the day where it is longer ago or still to come. */
export function formatRelative(at: Instant, now: Instant, { language, timeZone }: DateOptions): string {
  const { days } = dayOf(now, timeZone).until(dayOf(at, timeZone), { largestUnit: 'day' })
  if (Math.abs(days) > 1) return formatDate(at, { language, timeZone })
  const day = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')
  return `${day} ${format(at, language, { timeStyle: 'short', timeZone })}`
}

/** A wait or a lifetime, rounded up, in the largest unit of which it has two: “40 seconds”, “5 minutes”, “12 hours”. */
export function formatDuration(seconds: number, { language }: Pick<DateOptions, 'language'>): string {
  const [unit, length] = UNITS.find(([, unitLength]) => seconds >= 2 * unitLength) ?? ['second', 1]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.ceil(seconds / length),
  )
}

/** Words for an instant, with the instant itself for machines. */
export function time(at: Instant, text: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function format(at: Instant, language: string, { timeZone, ...style }: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, timeZone === undefined ? style : { ...style, timeZone }).format(at)
}

function dayOf(at: Instant, timeZone: string | undefined): Temporal.PlainDate {
  const zone = timeZone ?? Temporal.Now.timeZoneId()
  return Temporal.Instant.fromEpochMilliseconds(Number(at)).toZonedDateTimeISO(zone).toPlainDate()
}
