/** Work that no answer waits for, so that the time of the answer tells nothing of it (T29). */
export interface Errands {
  /** Does the work once what is going on now has had its turn. */
  send(work: () => Promise<void>): void
  /** Resolves when nothing that was sent is under way any more. */
  settle(): Promise<void>
}

/** @param onFailure hears of work that failed: its sender is gone */
export function openErrands(onFailure: (error: unknown) => void): Errands {
  const underWay = new Set<Promise<void>>()
  return {
    send(work) {
      const turn = new Promise<void>((resolve) => void setImmediate(resolve))
      const errand = turn.then(work).catch(onFailure)
      const ended = errand.finally(() => underWay.delete(ended))
      underWay.add(ended)
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
