/** Counts of one reconcile round. All are zero if both sides agree. */
export interface RoundReport {
  readonly confirmed: number
  readonly ended: number
  readonly delivered: number
  readonly events: number
  /** Messages without an answer. They stay queued. */
  readonly failed: number
}

/** Why the hub's interface gave no valid answer the last time. The log says the same. */
export interface HubAilment {
  /** Milliseconds since 1970. */
  readonly since: number
  /** The check that failed: `not_reached`, `timeout`, `refused`, `status`, `tenant_linking`, … */
  readonly check: string
  readonly cause: string
  /** The hub's answer, if there was one: OAuth's `error` and `error_description`, or the code of its interface. */
  readonly oauth_error?: string
  readonly description?: string
  readonly status?: number
  /** Seconds by which the hub's clock is ahead of this product's, if that is why. Below 0: it is behind. */
  readonly clock_ahead?: number
}

/** The state of a loop of `Connect.start`, for a host's readiness check. */
export interface LoopState {
  readonly name: string
  /** Milliseconds since the last turn finished, failed or not. Before the first one: since the start. */
  readonly age: number
  /** Finished turns. */
  readonly turns: number
  /** The loop hangs: no turn has finished for longer than one may take. Take this node out. */
  readonly isLate: boolean
  /** The last turn got no answer. This concerns every node; do not take one out for it. */
  readonly hasFailed: boolean
}

/** The loops that `Connect.start` started. */
export interface RunningConnect {
  readonly states: () => readonly LoopState[]
  /** Begins nothing new, and waits a few seconds at most for the turns under way. */
  stop(): Promise<void>
}

/** This process's contact with the hub, for a host's readiness check and its operators. */
export interface ConnectHealth {
  /** When the loop of `Connect.start` last finished a round, failed or not. Null before the first. */
  readonly roundEndedAt: number | null
  /**
   * When a node last read the hub's log to its end. Null before the first time. Sessions depend on it
   * (`Lifetimes.grace`).
   */
  readonly logReadAt: number | null
  /** Null while the hub answers. */
  readonly ailment: HubAilment | null
}
