import { isBlank } from '@lanyard/text'

/** A company or a person of a product, by the name that came from there. The id may be unknown to a mail of before. */
interface Party {
  readonly id?: string | undefined
  readonly name: string
}

/** What a product calls a company or a person, as it is shown: a name of which nothing can be seen would leave a blank. FT2. */
export function called({ id, name }: Party): string {
  if (!isBlank(name)) return name
  return id === undefined ? 'Unnamed' : `Unnamed (${id})`
}
