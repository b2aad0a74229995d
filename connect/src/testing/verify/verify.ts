import type { CheckName } from '../messages/en-checks.ts'
import { type Check, type Finding, notTried } from './check.ts'
import { checks } from './checks.ts'
import type { VerifyOptions } from './options.ts'
import { openTrial, sever, type Trial, untilHeard } from './trial.ts'

/** How one check came out. `failed`: it could not be carried through, and proves nothing. */
export interface Outcome {
  readonly name: CheckName
  /** Attacks of SECURITY.md that it tries. */
  readonly rows: readonly string[]
  readonly finding: Finding | { readonly outcome: 'failed'; readonly error: string }
}

export interface Report {
  readonly outcomes: readonly Outcome[]
  /** Everything that was tried holds. */
  readonly isFine: boolean
}

/**
 * Verifies a running embedding from outside: a hub that lets everyone in and says whatever it is told to, and browsers
 * that do what browsers of attackers and victims do. It looks at nothing but answers, so it fits any product.
 *
 * @example
 * import { formatReport, openHostileHub, verify } from '@lanyard/connect/testing'
 *
 * await using hub = await openHostileHub()
 * // Here your product is started, with hub.issuer as its issuer.
 * const logIn = (username: string) => ({ path: '/login', fields: { username, password: 'of our tests' } })
 * const report = await verify({
 *   hub,
 *   origin: 'http://localhost:9',
 *   whoAmI: '/my-settings',
 *   people: {
 *     admin: { name: 'Ada Admin', logIn: logIn('ada') },
 *     employee: { name: 'Ed Employee', logIn: logIn('ed'), email: 'ed@alder.example' },
 *     colleague: { name: 'Cora Colleague', logIn: logIn('cora') },
 *   },
 * })
 * // Nothing was started here.
 * assert.equal(report.isFine, false, formatReport(report))
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const trial = openTrial(options)
  const outcomes: Outcome[] = []
  let isGrounded = true
  // What a run left behind that was stopped midway has ended by then. Who never reads the log is found out by the checks.
  await untilHeard(trial, trial.hub.ledger.head).catch(() => null)
  const { only } = options
  for (const [name, check] of checks) {
    if (only && !check.isGround && !only.includes(name)) continue
    const finding = isGrounded ? await carryOut(check, trial) : notTried('no_ground')
    outcomes.push({ name, rows: check.rows, finding })
    if (check.isGround && finding.outcome !== 'held') isGrounded = false
  }
  await sever(trial).catch(() => null)
  return { outcomes, isFine: outcomes.every(({ finding }) => ['held', 'not tried'].includes(finding.outcome)) }
}

async function carryOut(check: Check, trial: Trial): Promise<Outcome['finding']> {
  try {
    return await check.run(trial)
  } catch (error) {
    return { outcome: 'failed', error: error instanceof Error ? error.message : String(error) }
  } finally {
    trial.hub.lie = {}
  }
}
