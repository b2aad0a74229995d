import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openTarget, type Target } from './target.ts'

export interface Started extends AsyncDisposable {
  readonly target: Target
}

/** `node:http` by itself, and the provider's library on a Map: what everything else is held against. */
export const floors = {
  bare: 'node:http alone',
  provider: 'oidc-provider on a Map',
} as const

export async function startFloor(floor: keyof typeof floors): Promise<Started> {
  const client = { id: 'bench', secret: 'a-secret-of-the-bench-with-43-letters-in-all' }
  const file = fileURLToPath(new URL(`${floor}-floor.ts`, import.meta.url))
  const child = fork(file, [client.id, client.secret], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const [{ issuer }] = (await once(child, 'message')) as [{ readonly issuer: string }]
  return {
    target: await openTarget({ name: floors[floor], issuer, client, server: child.pid ?? 0 }),
    async [Symbol.asyncDispose]() {
      child.kill()
      await exited
    },
  }
}
