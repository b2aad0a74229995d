import { CsvError, type Options, parse } from 'csv-parse/sync'
import { readAddress } from '@lanyard/text'
import { Refusal } from '../../refusal.ts'
import { findColumns, isLikeAddress, type ListRecord, rowsBelow, rowsWithoutHeading } from './member-columns.ts'
import type { MemberRow } from './member-row.ts'

/** More people than an organization has are a mistake. */
const MOST_ROWS = 5000

/** Cells may hold lines. The parser makes an object of every record that says nothing, and none of them ends its work. */
const MOST_LINES = 4 * MOST_ROWS

/** A line that says nothing. Its quotation marks come in pairs, so that a cell which it is within ends where it did. */
const EMPTY_LINE = /^(?:[,;|]|[^\S\n]|"")+$/gm

/** No address or role is this long; a quotation mark that is never closed would make the rest of the list one cell. */
const LONGEST_RECORD = 4096

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Reads a list of people: a table as spreadsheets save or copy it (RFC 4180; other delimiters and line ends too, and
 * Excel's line `sep=;`), with a row of column names, of which address and role count; or addresses without such a row.
 *
 * @throws {Refusal} `csv_invalid` with `row` and `reason`
 */
export function readMemberRows(text: string): readonly MemberRow[] {
  const { list: typed, separator } = takeSeparatorLine(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'))
  const list = typed.replaceAll(EMPTY_LINE, '')
  refuseManyLines(list)
  const records = readRecords(list, separator ?? findDelimiter(list))
  const rows = rowsOf(records)
  const beyond = rows[MOST_ROWS]
  if (beyond !== undefined) throw new Refusal('csv_invalid', { row: beyond.line, reason: 'too_many' })
  return rows
}

function refuseManyLines(list: string): void {
  let filled = 0
  for (const [index, line] of list.split('\n').entries()) {
    if (line !== '') filled++
    if (filled > MOST_LINES) throw new Refusal('csv_invalid', { row: index + 1, reason: 'too_many' })
  }
}

function rowsOf(records: readonly ListRecord[]): MemberRow[] {
  const [heading, ...others] = records
  const columns = findColumns(heading?.cells ?? [])
  if (heading === undefined || columns === null) {
    if (records.some(({ cells }) => cells.some(isLikeAddress))) return rowsWithoutHeading(records)
    throw new Refusal('csv_invalid', { row: heading?.line ?? 1, reason: 'no_email' })
  }
  if (others.length === 0) throw new Refusal('csv_invalid', { row: heading.line + 1, reason: 'no_people' })
  return rowsBelow(heading, columns, others)
}

/** Excel's own line above a table. It is left empty, so that the lines below it keep their numbers. */
function takeSeparatorLine(text: string): { list: string; separator: string | undefined } {
  const [line, separator] = /^"?sep=([^\w\n"])"?[^\S\n]*(?=\n|$)/i.exec(text) ?? []
  return { list: text.slice(line?.length ?? 0), separator }
}

/**
 * The sign that splits the first row into the most cells, one of which names the addresses, or else is one. Each is tried
 * by reading the row, because a column name in quotation marks may hold another one.
 */
function findDelimiter(list: string): string {
  const tried = DELIMITERS.flatMap((delimiter) => {
    const [first] = tryRead(list, { delimiter, to: 1 })
    return first === undefined ? [] : [{ delimiter, rank: rankOf(first), cells: first.cells.length }]
  })
  tried.sort((one, other) => other.rank - one.rank || other.cells - one.cells)
  return tried[0]?.delimiter ?? ','
}

/** Between the addresses of a mail's line `To`, a comma may also stand within a name. */
function rankOf({ cells }: ListRecord): number {
  if (findColumns(cells) !== null) return Number.MAX_SAFE_INTEGER
  return cells.filter((cell) => isLikeAddress(cell) && 'text' in readAddress(cell)).length
}

function tryRead(list: string, options: Options): readonly ListRecord[] {
  try {
    return parseList(list, options)
  } catch (error) {
    if (error instanceof CsvError) return []
    throw error
  }
}

function readRecords(list: string, delimiter: string): readonly ListRecord[] {
  try {
    // The names of columns, the people, and one too many: the rest of a list that is refused takes no time.
    return parseList(list, { delimiter, to: MOST_ROWS + 2 })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error['lines'] === 'number' ? error['lines'] : 1
    throw new Refusal('csv_invalid', { row, reason: REASONS[error.code] ?? 'no_table' })
  }
}

function parseList(list: string, options: Options): ListRecord[] {
  const rows = parse(list, {
    ...options,
    info: true,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    // What is copied from a spreadsheet keeps quotation marks within a cell as they are, and an empty cell is a tab.
    relax_quotes: options.delimiter === '\t',
    trim: options.delimiter !== '\t',
  }) as unknown as { record: string[]; info: { lines: number } }[]
  return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
}

const REASONS: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote',
  CSV_INVALID_CLOSING_QUOTE: 'quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'quote',
  INVALID_OPENING_QUOTE: 'quote',
  CSV_MAX_RECORD_SIZE: 'too_long',
}
