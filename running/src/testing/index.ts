import { type Log, openLog } from '../log.ts'

/** As pino counts. */
const ERROR = 50

export interface RecordedLog {
  readonly log: Log
  /** What was written, parsed; oldest first. */
  readonly lines: Readonly<Record<string, unknown>>[]
}

/** A log whose lines can be looked at: all of them, or errors alone. */
export function recordLog(least: 'info' | 'error' = 'info'): RecordedLog {
  const lines: Record<string, unknown>[] = []
  const write = (text: string) => {
    const line = JSON.parse(text) as Record<string, unknown>
    if (least === 'info' || line['level'] === ERROR) lines.push(line)
  }
  return { log: openLog({ part: 'test', version: '0.0.0' }, { write }), lines }
}
