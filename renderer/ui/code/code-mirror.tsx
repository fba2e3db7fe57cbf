import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CodeProps } from './code-props.ts'
import { codeTheme } from './code-theme.ts'
import { knownVariables, markVariables } from './mark-variables.ts'
import { searchPhrases } from './search-phrases.ts'

// Marks a change that the page made itself, so that it is not told of it as if somebody had typed.
const fromPage = Annotation.define<boolean>()

/** CodeMirror itself; load it through ui/code/code.tsx. */
export function CodeMirror({ value, language, label, variables, onChange }: CodeProps) {
  const parent = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const [options] = useState(() => new Compartment())
  const chosen = useChosen({ language, label, variables, isReadOnly: onChange === undefined })

  const tell = useEffectEvent(
    (update: { docChanged: boolean; view: EditorView; transactions: readonly Told[] }) => {
      if (!update.docChanged || update.transactions.some((one) => one.annotation(fromPage))) return
      onChange?.(update.view.state.doc.toString())
    },
  )
  const create = useEffectEvent((element: HTMLElement) => {
    const extensions = [basics, options.of(chosen), EditorView.updateListener.of(tell)]
    return new EditorView({ parent: element, state: EditorState.create({ doc: value, extensions }) })
  })

  useEffect(() => {
    const editor = create(parent.current!)
    view.current = editor
    return () => editor.destroy()
  }, [])

  useEffect(() => {
    view.current?.dispatch({ effects: options.reconfigure(chosen) })
  }, [options, chosen])

  useEffect(() => {
    const { current } = view
    if (!current || current.state.doc.toString() === value) return
    const changes = { from: 0, to: current.state.doc.length, insert: value }
    current.dispatch({ changes, annotations: fromPage.of(true) })
  }, [value])

  return <div ref={parent} />
}

interface Told {
  annotation(type: typeof fromPage): boolean | undefined
}

const basics: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  EditorView.lineWrapping,
  codeTheme,
]

interface Choice extends Pick<CodeProps, 'language' | 'label'> {
  readonly variables: CodeProps['variables'] | undefined
  readonly isReadOnly: boolean
}

function useChosen({ language, label, variables, isReadOnly }: Choice): Extension {
  const { t } = useTranslation()
  return useMemo(
    () => [
      language === 'json' ? json() : language === 'xml' ? xml() : [],
      variables === undefined ? [] : [knownVariables.of(variables), markVariables],
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorState.phrases.of(searchPhrases(t)),
    ],
    [language, label, variables, isReadOnly, t],
  )
}
