/** Work that no answer waits for, so that the time of the answer tells nothing of it (T29). */
export interface BackgroundTasks {
  /** Does the work once what is going on now has had its turn. */
  send(work: () => Promise<void>): void
  /** Resolves when nothing that was sent is under way any more. */
  settle(): Promise<void>
}

/** @param onFailure hears of work that failed: its sender is gone */
export function openBackgroundTasks(onFailure: (error: unknown) => void): BackgroundTasks {
  const underWay = new Set<Promise<void>>()
  return {
    send(work) {
      const turn = new Promise<void>((resolve) => void setImmediate(resolve))
      const task = turn.then(work).catch(onFailure)
      const ended = task.finally(() => underWay.delete(ended))
      underWay.add(ended)
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
