const epochs = new WeakMap<object, number>()

/** The epoch of the member whom a request is about, as it was when the request first asked for them. */
export function noteEpoch(request: object, epoch: number): void {
  if (!epochs.has(request)) epochs.set(request, epoch)
}

export function epochOf(request: object): number | null {
  return epochs.get(request) ?? null
}
