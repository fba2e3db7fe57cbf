import { type Extension, Facet } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

/** The names that have a value; null: not known yet, so none is marked as missing. */
export const knownVariables = Facet.define<ReadonlySet<string> | null, ReadonlySet<string> | null>({
  combine: (values) => values[0] ?? null,
})

const known = Decoration.mark({ class: 'cm-variable' })
const unknown = Decoration.mark({ class: 'cm-variable cm-variable-unknown' })

/** Marks each `{{name}}`, and those without a value as such. */
export const markVariables: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = decorator.createDeco(view)
    }

    update(update: ViewUpdate) {
      const hasNewNames = update.startState.facet(knownVariables) !== update.state.facet(knownVariables)
      this.decorations = hasNewNames
        ? decorator.createDeco(update.view)
        : decorator.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

const decorator = new MatchDecorator({
  regexp: /\{\{([A-Za-z_][\w.-]*)\}\}/g,
  decoration: (match, view) => {
    const names = view.state.facet(knownVariables)
    return names === null || names.has(match[1]!) ? known : unknown
  },
})
