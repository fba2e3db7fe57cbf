import { Fragment } from 'react'

import classes from './body.module.css'

interface LineTextProps {
  readonly text: string
  readonly isJson: boolean
  /** What is searched, to be marked; empty for nothing. */
  readonly find: string
}

/** A line in colours, with what is searched marked. */
export function LineText({ text, isJson, find }: LineTextProps) {
  const parts = isJson ? tokensOf(text) : [{ kind: undefined, text }]
  return parts.map((part, index) => (
    <span key={index} data-kind={part.kind}>
      <Marked text={part.text} find={find} />
    </span>
  ))
}

function Marked({ text, find }: { text: string; find: string }) {
  if (find === '') return text
  const low = text.toLowerCase()
  // A letter whose small form has another length would put the marks beside their places.
  if (low.length !== text.length || !low.includes(find.toLowerCase())) return text
  const pieces: string[] = []
  let at = 0
  for (let hit = low.indexOf(find.toLowerCase()); hit !== -1; hit = low.indexOf(find.toLowerCase(), at)) {
    pieces.push(text.slice(at, hit), text.slice(hit, hit + find.length))
    at = hit + find.length
  }
  pieces.push(text.slice(at))
  return pieces.map((piece, index) => (
    <Fragment key={index}>{index % 2 === 1 ? <mark className={classes.hit}>{piece}</mark> : piece}</Fragment>
  ))
}

function tokensOf(text: string): { kind: string | undefined; text: string }[] {
  const tokens: { kind: string | undefined; text: string }[] = []
  let at = 0
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*"?)(?=(\s*:)?)|-?\d[\d.eE+-]*|true|false|null/g)) {
    if (match.index > at) tokens.push({ kind: undefined, text: text.slice(at, match.index) })
    tokens.push({ kind: kindOf(match), text: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) tokens.push({ kind: undefined, text: text.slice(at) })
  return tokens
}

function kindOf([token, text, colon]: RegExpMatchArray): string {
  if (text !== undefined) return colon === undefined ? 'string' : 'name'
  return /^[tfn]/.test(token) ? 'word' : 'number'
}
