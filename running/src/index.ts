export { isLoopback, quote, readAddress, readOrigin } from './address.ts'
export { ConfigError } from './config/config-error.ts'
export { readBy } from './config/read-by.ts'
export { demoMistakes, linesOf, variables } from './config/variables.ts'
export { download, type Download } from './downloads/download.ts'
export { writeCsv } from './downloads/write-csv.ts'
export { createHealth, type Health, type HealthOptions, secondsSince } from './health.ts'
export { isDatabaseAway, type Log, type LogEntry, openLog, silentLog } from './log.ts'
export { type Loop, type LoopState, type Pace, REAL_PACE, type RunningLoops, startLoops } from './loops.ts'
export { type Handler, listen, type Listening, type ListenOptions } from './listen.ts'
export { readTarget } from './read-target.ts'
export { newReference } from './refusals/new-reference.ts'
export { noteRefusal } from './refusals/note-refusal.ts'
export { problem, refusalResponse, wantsJson } from './refusals/problem.ts'
export {
  type AnyRefusal,
  AWAY,
  type RefusalDetails,
  RefusalOf,
  type RefusalWords,
  retryAfter,
  shownReference,
  type Weight,
  withRetryAfter,
} from './refusals/refusal.ts'
export { runPart } from './run-part.ts'
export { DEFAULT_KEEP_ALIVE, readKeepAlive } from './keep-alive.ts'
