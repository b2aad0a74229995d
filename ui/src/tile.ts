import type { MarkName } from './brand.ts'
import { attributes, type Html, html, type HtmlValue } from './html.ts'
import { mark as drawMark } from './mark.ts'

export type StatusKind = 'good' | 'bad' | 'warning' | 'neutral' | 'busy'

export interface TileOptions {
  /** Unique on the page. */
  id: string
  /** The module's name, which is the link's accessible name. */
  name: string
  href: string
  mark: MarkName
  /** How the module stands for this person: a {@link statusDot}. */
  state: Html
  /** A short line beside the name: the region, say. */
  note?: string | undefined
  /** False draws the tile back: pressing it explains, and opens nothing. */
  ready?: boolean | undefined
}

/** A module in the launcher. The whole tile is the link; its state is read out as its description. */
export function tile({ id, name, href, mark, state, note, ready = true }: TileOptions): Html {
  return html`<div class="tile${ready ? '' : ' tile-unready'}">${drawMark(mark)}<div class="tile-name"><a${attributes({ href, 'aria-describedby': `${id}-state` })}>${name}</a>${note !== undefined && html`<span class="tile-note">${note}</span>`}</div><div class="tile-state" id="${id}-state">${state}</div></div>`
}

/** The launcher's tiles. */
export function tiles(items: readonly Html[]): Html {
  return html`<ul class="tiles" role="list">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

/** A small dot with its words; the words carry the meaning, the colour only helps. */
export function statusDot({ kind, text }: { kind: StatusKind; text: HtmlValue }): Html {
  return html`<span class="dot dot-${kind}">${text}</span>`
}

/** A word on a tinted ground: a role, a status in a table. */
export function badge({ kind = 'neutral', text }: { kind?: StatusKind | undefined; text: string }): Html {
  return html`<span class="badge badge-${kind}">${text}</span>`
}
