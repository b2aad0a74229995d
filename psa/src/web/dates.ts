import { formatDateTime, formatRelative, type Html, time } from '@lanyard/ui'
import type { Site } from './site.ts'

/** An instant as people say it, with the instant itself for machines. */
export function when({ words, now }: Pick<Site, 'words' | 'now'>, at: number): Html {
  return time(at, formatRelative(at, now(), words))
}

export function dateTime({ words }: Pick<Site, 'words'>, at: number): string {
  return formatDateTime(at, words)
}
