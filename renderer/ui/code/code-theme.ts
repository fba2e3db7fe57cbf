import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor in the colours of ui/tokens.css, so that it follows dark and light by itself. */
export const codeTheme: Extension = [
  EditorView.theme({
    '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)', fontSize: '12px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '19px', fontFeatureSettings: "'calt' 0" },
    '.cm-content': { padding: '4px 0 8px', caretColor: 'var(--text)' },
    '.cm-gutters': {
      backgroundColor: 'transparent',
      color: 'var(--text-faint)',
      border: 'none',
      paddingLeft: '4px',
    },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 8px 0 4px' },
    '.cm-line': { padding: '0 12px 0 2px' },
    '.cm-cursor': { borderLeftColor: 'var(--text)' },
    '.cm-activeLine': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--text) 4%, transparent)' },
    '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text-dim)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--run) 30%, transparent)',
    },
    '&.cm-focused .cm-matchingBracket': {
      backgroundColor: 'color-mix(in srgb, var(--run) 22%, transparent)',
      color: 'inherit',
    },
    '.cm-searchMatch': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
    '.cm-searchMatch.cm-searchMatch-selected': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 45%, transparent)',
    },
    '.cm-panels': { backgroundColor: 'var(--bg-panel)', color: 'var(--text)', borderColor: 'var(--line)' },
    '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
    '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
    '.cm-panel.cm-search': { padding: '6px 8px', fontFamily: 'var(--font-text)' },
    '.cm-panel.cm-search [name=close]': { color: 'var(--text-dim)', right: '8px', top: '6px' },
    '.cm-textfield': {
      backgroundColor: 'var(--bg-app)',
      border: '1px solid var(--line)',
      borderRadius: '4px',
      color: 'var(--text)',
      padding: '2px 6px',
    },
    '.cm-button': {
      backgroundImage: 'none',
      backgroundColor: 'var(--bg-raised)',
      border: '1px solid var(--line)',
      borderRadius: '4px',
      color: 'var(--text)',
    },
    '.cm-variable': { color: 'var(--accent)', backgroundColor: 'var(--accent-soft)', borderRadius: '3px' },
    '.cm-variable *': { color: 'inherit' },
    '.cm-variable-unknown': {
      color: 'var(--bad)',
      backgroundColor: 'color-mix(in srgb, var(--bad) 14%, transparent)',
      textDecoration: 'underline wavy',
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: 'var(--run)' },
      { tag: tags.string, color: 'var(--ok)' },
      { tag: tags.number, color: 'var(--violet)' },
      { tag: [tags.bool, tags.null], color: 'var(--warn)' },
      { tag: tags.invalid, color: 'var(--bad)' },
    ]),
  ),
]
