import type { Browser } from './sessions.ts'

/** Sends a form of the hub's pages with nothing in it, as its button does, and waits for the answer. */
export async function click(
  origin: string,
  { cookie }: Browser,
  path: string,
  signal: AbortSignal | null = null,
): Promise<void> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { cookie, origin, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(),
    redirect: 'manual',
    signal,
  })
  const text = await answer.text()
  // What is done leads on; a page says why not.
  if (answer.status !== 303) throw new Error(`POST ${path}: ${answer.status} ${text.slice(0, 2000)}`)
}
