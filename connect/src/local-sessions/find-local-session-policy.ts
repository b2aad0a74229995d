import type { LocalSessionPolicy } from '../api/states.ts'
import type { Kit } from '../kit.ts'

export async function findLocalSessionPolicy(
  { store }: Pick<Kit<unknown>, 'store'>,
  tenantId: string,
): Promise<LocalSessionPolicy> {
  return (await store.records.localSessionEnds.isWanted(tenantId)) ? 'end' : 'stay'
}
