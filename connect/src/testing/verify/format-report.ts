import { report as labels, sights, whys } from '../messages/en.ts'
import { checks as words } from '../messages/en-checks.ts'
import type { Outcome, Report } from './verify.ts'

const SIGNS = { held: '✔', broken: '✖', 'not tried': '–', failed: '✖' } as const

/**
 * The report as text: per check what was tried and how it came out, and all there is to know about one that does not hold.
 *
 * @example
 * import { formatReport } from '@lanyard/connect/testing'
 *
 * const outcome = { name: 'reuse', rows: ['T6'], finding: { outcome: 'held' } } as const
 * assert.match(formatReport({ outcomes: [outcome], isFine: true }), /An answer counts once \(T6\): holds/)
 */
export function formatReport({ outcomes }: Report): string {
  const count = (...kinds: readonly string[]) =>
    outcomes.filter(({ finding }) => kinds.includes(finding.outcome)).length
  const sum = labels.sum(count('held'), count('broken', 'failed'), count('not tried'))
  return [...outcomes.map(formatOutcome), '', sum].join('\n')
}

function formatOutcome({ name, rows, finding }: Outcome): string {
  const { outcome } = finding
  const { name: title, tried, means } = words[name]
  const attacks = rows.length > 0 ? ` (${rows.join(', ')})` : ''
  const heading = `${SIGNS[outcome]} ${title}${attacks}: ${labels.outcomes[outcome]}`
  const details: Readonly<Record<string, string>> = {
    [labels.tried]: tried,
    ...(outcome === 'broken' && { [labels.seen]: sights[finding.seen] }),
    ...(outcome === 'broken' && finding.by !== '' && { [labels.by]: finding.by }),
    ...(outcome === 'broken' && { [labels.means]: means }),
    ...(outcome === 'not tried' && { [labels.why]: whys[finding.why] }),
    ...(outcome === 'failed' && { [labels.seen]: finding.error }),
  }
  return [heading, ...Object.entries(details).map(([label, text]) => `    ${label.padEnd(6)} ${text}`)].join('\n')
}
