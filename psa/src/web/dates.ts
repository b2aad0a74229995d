import { type Html, time } from '@lanyard/ui'
import type { Site } from './site.ts'

/** An instant as people say it, with the instant itself for machines. */
export function when({ words }: Pick<Site, 'words'>, at: number): Html {
  return time(at, { ...words, style: 'relative' })
}

export function dateTime({ words }: Pick<Site, 'words'>, at: number): Html {
  return time(at, words)
}
