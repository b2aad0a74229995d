import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { CeremonyRow } from '../people/ceremonies/progress.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { artifactAdapter } from './artifacts.ts'

const readWith = new WeakMap<object, CeremonyRow | null>()

/** How far the login of an interaction had come when this was read; null where nothing has proved anything. */
export function ceremonyReadWith({ params }: { readonly params: object }): CeremonyRow | null {
  return readWith.get(params) ?? null
}

/** Finds an interaction together with how far its login has come, which every page of the ceremony asks next. */
export function interactionAdapter(hub: Pick<Hub, 'short' | 'now'>): Adapter {
  const { short, now } = hub
  return {
    ...artifactAdapter(hub, 'Interaction'),
    async find(id) {
      const row = await short
        .selectFrom('artifacts')
        .leftJoin('ceremonies', (join) => join.on('ceremonies.uid', '=', id).on('ceremonies.expires_at', '>', now()))
        .selectAll('ceremonies')
        .select('artifacts.payload as interaction')
        .where('artifacts.model', '=', 'Interaction')
        .where('artifacts.id_hash', '=', hashToken(id))
        .where('artifacts.expires_at', '>', now())
        .executeTakeFirst()
      if (!row) return undefined
      const payload = JSON.parse(row.interaction) as AdapterPayload
      if (payload.params) readWith.set(payload.params, hasBegun(row) ? row : null)
      return { ...payload, jti: id }
    },
  }
}

function hasBegun<Row extends { readonly [Column in keyof CeremonyRow]: CeremonyRow[Column] | null }>(
  row: Row,
): row is Row & CeremonyRow {
  return row.uid !== null
}
