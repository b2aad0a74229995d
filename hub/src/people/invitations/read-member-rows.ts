import { CsvError, parse } from 'csv-parse/sync'
import { Refusal } from '../../refusal.ts'
import type { MemberRow } from './member-row.ts'

/** More people than an organization has are a mistake. */
const MOST_ROWS = 5000

/** No address or role is this long; a quotation mark that is never closed would make the rest of the list one cell. */
const LONGEST_RECORD = 4096

/**
 * Reads a list of people: comma-separated values as spreadsheets write them (RFC 4180; semicolons and tabs too, a byte
 * order mark, line ends of any system), with a row of column names, of which `email` and `role` count.
 *
 * @throws {Refusal} `csv_invalid` with `row` and `reason`
 */
export function readMemberRows(text: string): readonly MemberRow[] {
  const [names, ...records] = readRecords(text)
  const columns = (names?.record ?? []).map((name) => name.trim().toLowerCase())
  const [email, role] = [columns.indexOf('email'), columns.indexOf('role')]
  if (email < 0) throw new Refusal('csv_invalid', { row: 1, reason: 'no_email' })
  if (records.length === 0) throw new Refusal('csv_invalid', { row: 2, reason: 'nobody' })
  if (records.length > MOST_ROWS) throw new Refusal('csv_invalid', { row: MOST_ROWS + 2, reason: 'too_many' })
  return records.map(({ record, line }) => ({
    line,
    email: record[email]?.trim() ?? '',
    role: role < 0 ? '' : (record[role]?.trim() ?? ''),
  }))
}

function readRecords(text: string): { record: string[]; line: number }[] {
  const [heading = ''] = text.split(/\r|\n/, 1)
  const delimiter = [';', '\t'].find((sign) => heading.includes(sign)) ?? ','
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return rows.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error['lines'] === 'number' ? error['lines'] : 1
    throw new Refusal('csv_invalid', { row, reason: REASONS[error.code] ?? 'no_table' })
  }
}

const REASONS: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote',
  CSV_INVALID_CLOSING_QUOTE: 'quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'quote',
  INVALID_OPENING_QUOTE: 'quote',
  CSV_MAX_RECORD_SIZE: 'too_long',
}
