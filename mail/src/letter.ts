import { defuseName } from './defuse-name.ts'

/** The text of a mail: every one begins alike; the last paragraph says why the reader gets it. */
export function letter({ to }: { readonly to?: string }, ...paragraphs: readonly string[]): string {
  const greeting = to === undefined ? 'Hello,' : `Hello ${defuseName(to)},`
  return [greeting, ...paragraphs].join('\n\n')
}

/** Where help is, at the end of every mail. */
export function questions(support: string): string {
  return `Questions? Write to ${support}.`
}
