import type { LogEntry } from '../api/config.ts'
import type { HubAilment } from '../api/health.ts'
import { type Cause, causeOf } from '../cause.ts'

/** What ails the way to the hub's interface; kept in this process, for the log, for pages and for readiness. */
export interface HubHealth {
  ailment(): HubAilment | null
  /** The hub answered by the book. */
  heard(): void
  /** It did not. */
  failed(thrown: unknown): void
}

interface HealthDependencies {
  readonly log: (entry: LogEntry) => void
  readonly now: () => number
  /** Finds what is behind a failure; by default the failure itself. */
  readonly explain?: (thrown: unknown) => unknown
}

/** Milliseconds between two lines of the log about one cause that lasts. */
const SAY_EVERY = 60_000

/** Says at once what ails, again every minute while it lasts, and when it is over. */
export function createHubHealth({ log, now, explain = (thrown) => thrown }: HealthDependencies): HubHealth {
  let ailing: { readonly cause: Cause; readonly since: number; readonly saidAt: number } | null = null
  return {
    ailment: () => (ailing ? { ...ailing.cause, since: ailing.since } : null),

    heard() {
      if (ailing) log({ level: 'info', event: 'hub_answers_again', since: ailing.since })
      ailing = null
    },

    failed(thrown) {
      const cause = causeOf(explain(thrown))
      const at = now()
      const before = ailing
      const isNews = before?.cause.check !== cause.check || before.cause.status !== cause.status
      const since = before?.since ?? at
      const isDue = isNews || at - before.saidAt >= SAY_EVERY
      if (isDue) log({ level: 'warn', event: 'hub_does_not_answer', since, ...cause })
      ailing = { cause, since, saidAt: isDue ? at : before.saidAt }
    },
  }
}
