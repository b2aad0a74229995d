import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { MemberId } from '@lanyard/hub/src/ids.ts'
import type { TenantLinkRequest } from '@lanyard/hub/src/connections/tenant-links/tenant-link.ts'

/** What one process has to approve. */
export interface ApprovalJob {
  /** The hub's whole configuration. */
  readonly environment: Readonly<Record<string, string>>
  readonly requests: readonly TenantLinkRequest[]
  readonly approvedBy: MemberId
}

export type ApprovalOutcome =
  | { readonly approved: string }
  | { readonly refused: string }
  /** Something that no person should see. */
  | { readonly failed: string }

const file = fileURLToPath(new URL('approve-process.ts', import.meta.url))

/** Has each job done by a process of its own, all of them at once. @returns what came of each request */
export async function approveAtOnce(jobs: readonly ApprovalJob[]): Promise<readonly ApprovalOutcome[]> {
  const nodes = jobs.map((job) => {
    const child = fork(file)
    const exit = once(child, 'exit').then(([code]) => Promise.reject(new Error(`A node ended with ${code}.`)))
    exit.catch(() => undefined) // It may, once it has answered.
    const nextWord = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), exit]))[0]
    const ready = nextWord()
    child.send(job)
    return { child, ready, nextWord }
  })
  await Promise.all(nodes.map(({ ready }) => ready))
  const answers = nodes.map(async ({ child, nextWord }) => {
    const answer = nextWord()
    child.send('go')
    return (await answer) as readonly ApprovalOutcome[]
  })
  return (await Promise.all(answers)).flat()
}
