import type { LogEntry } from '../api/config.ts'

/** Where the host gave no log: warnings and errors go to the console, as lines of JSON. */
export function consoleLog({ level, ...entry }: LogEntry): void {
  if (level === 'info') return
  const line = JSON.stringify(entry, (_, value: unknown) => (value instanceof Error ? String(value) : value))
  console[level](`connect: ${line}`)
}
