import { type RawBuilder, sql } from 'kysely'

/** What an audit's page narrows its list by, as it was typed. `zone`: of the days, as the reader's browser has it. */
export type TypedFilter = Readonly<Record<'from' | 'to' | 'zone' | 'act', string>>

/** Of the days of a filter that says nothing else. */
const DEFAULT_ZONE = 'UTC'

/** Which entries are meant; what is null narrows nothing. */
export interface EntryFilter {
  readonly from: number | null
  /** The first instant that is no longer meant. */
  readonly until: number | null
  readonly act: string | null
}

/** Both days are days of the zone, and both are meant. Null for what is no filter. */
export function readFilter({ from, to, zone, act }: TypedFilter): EntryFilter | null {
  const timeZone = zone === '' ? DEFAULT_ZONE : zone
  if (!isZone(timeZone)) return null
  const [first, last] = [readDay(from, timeZone), readDay(to, timeZone)]
  if ((first === null && from !== '') || (last === null && to !== '')) return null
  if (first !== null && last !== null && first.start > last.start) return null
  if (act !== '' && !/^[a-z][a-z0-9_.]{0,99}$/.test(act)) return null
  return { from: first?.start ?? null, until: last?.end ?? null, act: act === '' ? null : act }
}

/** A day as a date field sends it, from its first instant up to that of the next day; null for what is no day. */
export function readDay(text: string, timeZone: string): { readonly start: number; readonly end: number } | null {
  // More digits in a year than a date field has would be beyond what an instant can be.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' })
    const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds
    return { start: startOf(day), end: startOf(day.add({ days: 1 })) }
  } catch {
    return null
  }
}

function isZone(text: string): boolean {
  try {
    return text.length <= 100 && Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The filter as a condition on rows whose act is in `column`, together with what else a row has to fulfil. */
export function conditionOf(
  { from, until, act }: EntryFilter,
  column: string,
  more: readonly RawBuilder<unknown>[] = [],
): RawBuilder<boolean> {
  const conditions = [sql`1 = 1`, ...more]
  if (from !== null) conditions.push(sql`at >= ${from}`)
  if (until !== null) conditions.push(sql`at < ${until}`)
  if (act !== null) conditions.push(sql`${sql.ref(column)} = ${act}`)
  return sql`${sql.join(conditions, sql` and `)}`
}
