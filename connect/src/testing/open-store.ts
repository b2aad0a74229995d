import type { ConnectStore } from '../records/store.ts'

/** An empty store of one test's own. */
export interface OpenedStore<Tx> extends AsyncDisposable {
  readonly store: ConnectStore<Tx>
  /** The same rows over another connection, as another node has them; the same store where there is none. */
  readonly other: ConnectStore<Tx>
}

export type OpenStore = <T>(
  use: (store: ConnectStore<unknown>, other: ConnectStore<unknown>) => Promise<T>,
) => Promise<T>
