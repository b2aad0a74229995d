import { defuseName } from './defuse-name.ts'

/** The text of a mail: every one begins alike; the last paragraph says why the reader gets it. */
export function letter(...paragraphs: readonly string[]): string {
  return ['Hello,', ...paragraphs].join('\n\n')
}

/** To a reader whose name is known. */
export function letterTo(name: string, ...paragraphs: readonly string[]): string {
  return [`Hello ${defuseName(name)},`, ...paragraphs].join('\n\n')
}

/** Where help is, at the end of every mail. */
export function questions(support: string): string {
  return `Questions? Write to ${support}.`
}
