import { type Cause, causes, type Credential, credentials, type Effect, ends } from './ends.ts'

const causeIds = Object.keys(causes) as Cause[]
const credentialIds = Object.keys(credentials) as Credential[]

/** The table as `docs/ends.md` has it: the effects at a glance, then what each cause is and why something stays. */
export function renderEnds(): string {
  return [renderMatrix(), ...causeIds.map(renderReasons)].join('\n\n')
}

function renderMatrix(): string {
  const head = ['', ...causeIds.map((cause) => `\`${cause}\``)]
  const rows = credentialIds.map((credential) => [
    credentials[credential],
    ...causeIds.map((cause) => nameOf(ends[cause][credential])),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function nameOf(effect: Effect): string {
  if (typeof effect !== 'string') return 'stays'
  return effect === 'revoked' ? '**revoked**' : effect
}

function renderReasons(cause: Cause): string {
  const byReason = new Map<string, string[]>()
  for (const credential of credentialIds) {
    const effect = ends[cause][credential]
    if (typeof effect === 'string') continue
    byReason.set(effect.stays, [...(byReason.get(effect.stays) ?? []), credentials[credential]])
  }
  const reasons = [...byReason].map(([reason, names]) => `- ${names.join('; ')}: stays, because ${reason}.`)
  return [`### \`${cause}\``, `${causes[cause]}.`, reasons.join('\n')].filter((part) => part !== '').join('\n\n')
}
