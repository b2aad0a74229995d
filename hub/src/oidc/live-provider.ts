import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { keepSigningKeys } from '../records/signing-keys/keep-signing-keys.ts'
import { listPrivateKeys } from '../records/signing-keys/list-signing-keys.ts'
import type { PrivateJwk, SigningKey } from '../records/signing-keys/signing-key.ts'

type Answer = ReturnType<Provider['callback']>

/** The provider, which takes its keys when it is made: after a rotation it is another one, on the same tables. */
export interface LiveProvider {
  /** The one for this moment. */
  readonly current: Provider
  /** Answers a request by the one for this moment; it stays with that request to its end. */
  readonly answer: Answer
  /** Makes another one where the ledger's keys, which the caller has just read, are not those of the current one. */
  readonly followKeys: (keys: readonly SigningKey[]) => Promise<void>
}

/** @param make a provider that signs with the first key of an algorithm and publishes all */
export async function openProvider(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  make: (keys: readonly PrivateJwk[]) => Provider,
): Promise<LiveProvider> {
  const build = async () => {
    const keys = await listPrivateKeys(hub)
    const provider = make(keys.map(({ jwk }) => jwk))
    return { provider, answer: provider.callback(), keys: describe(keys) }
  }
  await keepSigningKeys(hub)
  let live = await build()
  return {
    get current() {
      return live.provider
    },
    answer: (request, response) => live.answer(request, response),
    followKeys: async (keys) => {
      if (describe(keys) !== live.keys) live = await build()
    },
  }
}

/** What a provider depends on: which keys there are, and which of them signs. */
function describe(keys: readonly SigningKey[]): string {
  return keys.map(({ kid, state }) => `${kid} ${state}`).join()
}
