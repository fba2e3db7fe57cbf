import type { CodeTarget, CodeTargetId } from '../../../../shared/model/code.ts'
import {
  type CodeLanguage,
  go,
  java,
  javascript,
  php,
  powershell,
  python,
  ruby,
  shell,
} from './code-languages.ts'

export const codeTargets: readonly CodeTarget[] = [
  { id: 'curl', title: 'cURL', language: 'shell' },
  { id: 'wget', title: 'Wget', language: 'shell' },
  { id: 'openstack', title: 'openstack', language: 'shell' },
  { id: 'python-requests', title: 'Python (requests)', language: 'python' },
  { id: 'python-openstacksdk', title: 'Python (openstacksdk)', language: 'python' },
  { id: 'node-fetch', title: 'Node.js (fetch)', language: 'javascript' },
  { id: 'go', title: 'Go', language: 'go' },
  { id: 'java', title: 'Java', language: 'java' },
  { id: 'php', title: 'PHP (cURL)', language: 'php' },
  { id: 'powershell', title: 'PowerShell', language: 'powershell' },
  { id: 'ruby', title: 'Ruby', language: 'ruby' },
]

export type SnippetId = Exclude<CodeTargetId, 'curl' | 'openstack' | 'python-openstacksdk'>

/** A target whose frame the snippet library writes. */
export interface SnippetTarget {
  /** What the library calls it. */
  readonly client: readonly [target: string, client: string]
  readonly language: CodeLanguage
  /** How the line with the body becomes one that sends a file: what stands before and after, and what instead. */
  readonly file: {
    readonly line: RegExp
    readonly instead: (path: string) => string
    readonly inMemory?: true
  }
  /** What the frame needs when it has a variable of the environment, or a file. */
  finish?(code: string, has: { variables: boolean; file: boolean }): string
}

const placeholder = String.raw`["']?arclightText\d+x["']?`
const line = (before: string, after = '') => new RegExp(before + placeholder + after)

export const snippetTargets: Readonly<Record<SnippetId, SnippetTarget>> = {
  wget: {
    client: ['shell', 'wget'],
    language: shell,
    file: { line: line('--body-data '), instead: (path) => `--body-file=${path}` },
  },
  'python-requests': {
    client: ['python', 'requests'],
    language: python,
    file: { line: line('payload = '), instead: (path) => `payload = open(${path}, "rb")` },
    finish: (code, { variables }) => {
      // A text is sent in Latin-1 otherwise.
      const encoded = code.replace(/^(payload = )((?!open\().*)$/m, '$1($2).encode()')
      return variables ? encoded.replace('import requests', 'import os\n\nimport requests') : encoded
    },
  },
  'node-fetch': {
    client: ['node', 'fetch'],
    language: javascript,
    file: { line: line('body: '), instead: (path) => `body: await openAsBlob(${path})` },
    finish: (code, { file }) =>
      (file ? "import { openAsBlob } from 'node:fs';\n\n" : '') +
      code
        .replace('res.json()', 'res.text()')
        .replace('json => console.log(json)', 'text => console.log(text)'),
  },
  go: {
    client: ['go', 'native'],
    language: go,
    file: {
      line: line(String.raw`strings\.NewReader\(`, String.raw`\)`),
      instead: (path) => `os.Open(${path})`,
    },
    finish: (code, { variables, file }) => {
      const opened = file
        ? code.replace('payload := os', 'payload, _ := os').replace('\t"strings"\n', '')
        : code
      return variables || file ? opened.replace('\t"io"\n', '\t"io"\n\t"os"\n') : opened
    },
  },
  java: {
    client: ['java', 'nethttp'],
    language: java,
    file: {
      line: line(String.raw`ofString\(`, String.raw`\)`),
      instead: (path) => `ofFile(java.nio.file.Path.of(${path}))`,
    },
  },
  php: {
    client: ['php', 'curl'],
    language: php,
    file: {
      line: line('CURLOPT_POSTFIELDS => '),
      instead: (path) => `CURLOPT_POSTFIELDS => file_get_contents(${path})`,
      inMemory: true,
    },
  },
  powershell: {
    client: ['powershell', 'restmethod'],
    language: powershell,
    file: { line: line('-Body '), instead: (path) => `-InFile ${path}` },
  },
  ruby: {
    client: ['ruby', 'native'],
    language: ruby,
    file: {
      line: line(String.raw`request\.body = `),
      instead: (path) =>
        `request.body_stream = File.open(${path}, "rb")\nrequest["Content-Length"] = File.size(${path}).to_s`,
    },
  },
}
