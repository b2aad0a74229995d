import { readAddress } from '@lanyard/text'
import { Refusal } from '../../refusal.ts'
import { type MemberRow, readRole } from './member-row.ts'

/** One line of a list. */
export interface ListRecord {
  readonly cells: readonly string[]
  /** As editors count, from 1: the line in which the record ends. */
  readonly line: number
}

/** What spreadsheets, mail programs and directories call these columns, as {@link nameKey} writes it. */
const EMAIL_NAMES = [
  'email',
  'emails',
  'emailaddress',
  'emailaddressrequired',
  'email1value',
  'mail',
  'mailaddress',
  'primaryemail',
  'workemail',
  'emailadresse',
  'emailadres',
  'epost',
  'epostadress',
  'courriel',
  'correoelectrónico',
  'mailadresse',
]
const ROLE_NAMES = ['role', 'roles', 'rolle']

/** A mark around one of two neighbours that only blanks part: one of them may be the name of the other, or a remark on it. */
const BESIDE_MARK = /[^\s,;|]\s+[<"'`\p{Ps}\p{Pi}\p{Pf}]|[>"'`\p{Pe}\p{Pi}\p{Pf}]\s+[^\s,;|]/u

/** As in “Work e-mail address”. */
const EMAIL_WORD = /(?<![\p{L}\p{N}])e?mails?(?![\p{L}\p{N}])/iu

interface Columns {
  readonly email: readonly number[]
  readonly role: readonly number[]
}

/** Null where the record names no column of addresses. */
export function findColumns(cells: readonly string[]): Columns | null {
  const named = columnsNamed(cells, EMAIL_NAMES)
  const email = named.length > 0 || cells.some(isLikeAddress) ? named : columnsAboutMail(cells)
  return email.length === 0 ? null : { email, role: columnsNamed(cells, ROLE_NAMES) }
}

function columnsNamed(cells: readonly string[], names: readonly string[]): number[] {
  return [...cells.keys()].filter((column) => names.includes(nameKey(cells[column] ?? '')))
}

function columnsAboutMail(cells: readonly string[]): number[] {
  return [...cells.keys()].filter((column) => EMAIL_WORD.test((cells[column] ?? '').normalize('NFKC')))
}

function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The people below a row of column names.
 *
 * @throws {Refusal} `csv_invalid`: two columns claim to be the address or the role
 */
export function rowsBelow(heading: ListRecord, { email, role }: Columns, records: readonly ListRecord[]): MemberRow[] {
  if (email.length > 1 || role.length > 1)
    throw new Refusal('csv_invalid', { row: heading.line, reason: 'column_twice' })
  const cellIn = (cells: readonly string[], [column]: readonly number[]) =>
    column === undefined ? '' : (cells[column]?.trim() ?? '')
  return records.map(({ cells, line }) => ({ line, email: cellIn(cells, email), role: cellIn(cells, role) }))
}

/**
 * The people of a list without column names: one address in a line, or several. A role stands directly after the address, or
 * is all that the line holds besides: in any other place “Master” may be a title or a name, and makes no master. A line
 * without an address, or with two where a name stands beside them, is reported as one that is wrong.
 */
export function rowsWithoutHeading(records: readonly ListRecord[]): MemberRow[] {
  return records.flatMap(({ cells, line }) => {
    const trimmed = cells.map((cell) => cell.trim())
    const filled = trimmed.filter((cell) => cell !== '').flatMap(splitAddresses)
    if (filled.every(isLikeAddress)) return filled.map((email) => ({ line, email, role: '' }))
    const place = trimmed.findIndex(isLikeAddress)
    const email = trimmed.filter(isLikeAddress).join(', ') || (filled[0] ?? '')
    const beside = filled.length === 2 ? filled : trimmed.slice(place + 1, place + 2)
    return [{ line, email, role: beside.find((cell) => readRole(cell) !== null) ?? '' }]
  })
}

/** One cell may hold several, where a line mixes what stands between them. A name that looks like an address invites no one. */
function splitAddresses(cell: string): readonly string[] {
  const parts = cell.split(/[\s,;|]+/u).filter((part) => part !== '')
  const isOne = 'text' in readAddress(cell) || BESIDE_MARK.test(cell.normalize('NFKC'))
  return !isOne && parts.every(isLikeAddress) ? parts : [cell]
}

export function isLikeAddress(cell: string): boolean {
  return cell.normalize('NFKC').includes('@')
}
