/**
 * What an end of a right does to what was got by that right.
 *
 * - `revoked`: opens nothing from the commit of the act on, and nothing that gives the right back revives it. Where
 *   another part holds it, `revokedBy` is the message by which that part learns of the end.
 * - `rests`: opens nothing until the right is given back, and serves again then (A23).
 * - `stays`: opens what it opened; says why.
 * - `absent`: is never there beside the right; says why.
 */
export type Effect =
  'revoked' | 'rests' | { readonly revokedBy: string } | { readonly stays: string } | { readonly absent: string }

/** What ends rights, what could outlive them, each with its name, and what one does to the other. */
export interface EndsTable<Cause extends string, Credential extends string> {
  readonly causes: Readonly<Record<Cause, string>>
  readonly credentials: Readonly<Record<Credential, string>>
  /** A cause or a credential that is new does not compile until every cell of it is said. */
  readonly ends: Readonly<Record<Cause, Readonly<Record<Credential, Effect>>>>
}

/** Whether a credential opened what it opens. */
export interface Outcome {
  /** Before the act, and right after it; null for what a try uses up. */
  readonly before: boolean | null
  readonly meanwhile: boolean | null
  /** Once the right was given back. */
  readonly finally: boolean
  /** The messages that told another part of its end. */
  readonly by?: string | null
}

export function expected(effect: Effect): Outcome {
  if (effect === 'revoked') return { before: true, meanwhile: false, finally: false }
  if (effect === 'rests') return { before: true, meanwhile: false, finally: true }
  if ('revokedBy' in effect) return { before: true, meanwhile: false, finally: false, by: effect.revokedBy }
  if ('absent' in effect) return { before: false, meanwhile: false, finally: false }
  return { before: true, meanwhile: true, finally: true }
}

export function describeEffect(effect: Effect): string {
  if (typeof effect === 'string') return effect
  if ('revokedBy' in effect) return `revoked, by ${effect.revokedBy}`
  return 'stays' in effect ? `stays, because ${effect.stays}` : `never there, because ${effect.absent}`
}

/** The table as `docs/ends.md` has it: the effects at a glance, then what each cause is, and why or how. */
export function renderEnds<Cause extends string, Credential extends string>(
  table: EndsTable<Cause, Credential>,
): string {
  return [renderMatrix(table), ...keysOf(table.causes).map((cause) => renderCause(table, cause))].join('\n\n')
}

export const keysOf = <Key extends string>(of: Readonly<Record<Key, unknown>>) => Object.keys(of) as Key[]

function renderMatrix<Cause extends string, Credential extends string>({
  causes,
  credentials,
  ends,
}: EndsTable<Cause, Credential>): string {
  const head = ['', ...keysOf(causes).map((cause) => `\`${cause}\``)]
  const rows = keysOf(credentials).map((credential) => [
    credentials[credential],
    ...keysOf(causes).map((cause) => cellOf(ends[cause][credential])),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cellOf(effect: Effect): string {
  if (effect === 'revoked' || (effect !== 'rests' && 'revokedBy' in effect)) return '**revoked**'
  if (effect === 'rests') return effect
  return 'stays' in effect ? 'stays' : '—'
}

function renderCause<Cause extends string, Credential extends string>(
  { causes, credentials, ends }: EndsTable<Cause, Credential>,
  cause: Cause,
): string {
  const byReason = new Map<string, string[]>()
  for (const credential of keysOf(credentials)) {
    const effect = ends[cause][credential]
    if (typeof effect === 'string') continue
    const reason = describeEffect(effect)
    byReason.set(reason, [...(byReason.get(reason) ?? []), credentials[credential]])
  }
  const reasons = [...byReason].map(([reason, names]) => `- ${names.join('; ')}: ${reason}.`)
  return [`### \`${cause}\``, `${causes[cause]}.`, reasons.join('\n')].filter((part) => part !== '').join('\n\n')
}
