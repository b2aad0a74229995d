const SystemDate = Date
let ahead = 0

/**
 * From here on this process, and whatever it starts within itself, lives at another time, which goes on as usual. What is in a
 * dump has not expired when the clock stands where the dump was made.
 *
 * @param instant milliseconds since 1970; null: the system's time again
 */
export function setClock(instant: number | null): void {
  ahead = instant === null ? 0 : instant - SystemDate.now()
}

function now(): number {
  return SystemDate.now() + ahead
}

globalThis.Date = new Proxy(SystemDate, {
  construct: (target, values, called) => Reflect.construct(target, values.length === 0 ? [now()] : values, called),
  apply: () => new SystemDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
