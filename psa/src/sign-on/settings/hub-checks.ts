import { CLOCK_TOLERANCE, type TenantState } from '@lanyard/connect'
import { type Check, checks, type Html, linkButton } from '@lanyard/ui'
import type { Site } from '../../web/site.ts'
import { hubPages } from '../hub-pages.ts'
import { checkHub } from '../check-hub.ts'

type On = Extract<TenantState, { state: 'on' }>

/** What an admin would otherwise hear from people who cannot log in (A11). */
export async function hubChecks(site: Site, state: On): Promise<Html> {
  const { check } = site.words.signOn.settings
  const { reachable, clockAhead } = await checkHub(site)
  const good = { kind: 'good', spoken: check.good } as const
  const problem = { kind: 'warning', spoken: check.problem } as const
  const { ailment } = await site.connect.health()
  const hub: Check = reachable
    ? ailment
      ? { ...problem, label: check.hub, text: check.hubRefuses(ailment.check) }
      : { ...good, label: check.hub, text: check.hubGood }
    : { ...problem, label: check.hub, text: check.hubBad }
  const clock = clockAhead === null ? [] : [clockCheck(site, clockAhead)]
  return checks([hub, ...(reachable ? clock : []), moduleUrl(site, state)])
}

/** Milliseconds between two clocks that no one would set: an answer takes its time, and its `Date` is cut to the second. */
const UNNOTICED = 2000

/** Beyond the kit's tolerance it refuses what the hub says. */
function clockCheck({ words }: Site, ahead: number): Check {
  const { check } = words.signOn.settings
  const seconds = Math.ceil(Math.abs(ahead) / 1000)
  const label = check.clock
  if (Math.abs(ahead) > CLOCK_TOLERANCE) {
    return { kind: 'warning', spoken: check.problem, label, text: check.clockBad(seconds, ahead > 0) }
  }
  const text = Math.abs(ahead) <= UNNOTICED ? check.clockGood : check.clockNear(seconds, ahead > 0)
  return { kind: 'good', spoken: check.good, label, text }
}

function moduleUrl(site: Site, { moduleUrl }: On): Check {
  const { check } = site.words.signOn.settings
  const label = check.moduleUrl
  if (moduleUrl === 'here') return { kind: 'good', spoken: check.good, label, text: check.moduleUrlGood }
  if (moduleUrl === null) return { kind: 'neutral', spoken: check.unknown, label, text: check.moduleUrlUnknown }
  const text = moduleUrl === 'elsewhere' ? check.moduleUrlElsewhere : check.moduleUrlNone
  return {
    kind: 'warning',
    spoken: check.problem,
    label,
    text,
    action: linkButton({ label: check.fix, href: hubPages.moduleUrls(site) }),
  }
}
