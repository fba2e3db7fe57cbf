import { operationCommand } from '../../../../shared/model/operation-command.ts'
import type { CurlRequest } from '../curl/to-curl.ts'
import { expression, python, shell } from './code-languages.ts'
import { type KnownCall, knownCall, servicePath } from './known-call.ts'
import { textParts, variableFor } from './named-text.ts'

/** The same with the `openstack` client, or with `glance` where only that can; null where neither has a word for it. */
export function writeOpenstackCommand(request: CurlRequest): string | null {
  const call = knownCall(request)
  const command = call && commandOf(call, request)
  return command && `${withVariables(command)}\n`
}

/**
 * The same with openstacksdk: a call of its own where it has one, else through the adapter of the service, which signs.
 * Null for what is neither Image nor Identity API.
 */
export function writeOpenstackSdk(request: CurlRequest): string | null {
  const call = knownCall(request)
  const lines = (call && sdkLines(call)) ?? adapterLines(request)
  if (!lines) return null
  const usesVariables = lines.some((line) => line.includes('os.environ'))
  return [
    ...(usesVariables ? ['import os', ''] : []),
    'import openstack',
    '',
    '# As clouds.yaml and the variables OS_* say.',
    'conn = openstack.connect()',
    ...lines,
    '',
  ].join('\n')
}

function commandOf(call: KnownCall, { body }: CurlRequest): string | null {
  switch (call.kind) {
    case 'token':
      return 'openstack token issue'
    case 'identity':
      return words(['openstack', call.noun, ...(call.id === null ? ['list'] : ['show', call.id])])
    case 'images':
      return words(['openstack', 'image', 'list', ...call.query.flatMap(listOption)])
    case 'image': {
      const command = operationCommand(call.operation, call.id)
      if (command === null || body.kind !== 'file') return command
      return command.replace('--file FILE', () => `--file ${shell.text(body.path)}`)
    }
  }
}

const listOptions = new Set(['name', 'status', 'tag', 'limit', 'marker', 'sort'])

function listOption([name, value]: readonly [string, string]): string[] {
  if (name === 'visibility' && /^(?:public|private|community|shared|all)$/.test(value)) return [`--${value}`]
  if (name === 'owner') return ['--project', value]
  return listOptions.has(name) ? [`--${name}`, value] : ['--property', `${name}=${value}`]
}

function words(all: readonly string[]): string {
  return all.map((word) => shell.text(word)).join(' ')
}

/** A name stands in single quotes, as braces do. */
function withVariables(command: string): string {
  return command.replace(
    /('?)\{\{(\$?[\w.-]+)\}\}('?)/g,
    (_, before: string, name: string, after: string) => {
      const open = before === '' ? "'" : ''
      const close = after === '' ? "'" : ''
      return `${open}"$${variableFor(name)}"${close}`
    },
  )
}

function sdkLines(call: KnownCall): string[] | null {
  if (call.kind === 'images') {
    const query = call.query.map(([name, value]) => `${text(name)}: ${text(value)}`)
    const given = query.length === 0 ? '' : `**{${query.join(', ')}}`
    return [`for image in conn.image.images(${given}):`, '    print(image.id, image.name, image.status)']
  }
  if (call.kind === 'token') return ['print(conn.auth_token)']
  if (call.kind !== 'image') return null
  const id = text(call.id)
  const { operation } = call
  const { action } = operation
  if (action === 'show') return [`print(conn.image.get_image(${id}))`]
  if (action === 'download') return [`conn.image.download_image(${id}, output=${id} + ".img")`]
  if (action === 'delete' || action === 'deactivate' || action === 'reactivate')
    return [`conn.image.${action}_image(${id})`]
  if (action === 'add-tag' || action === 'remove-tag')
    return [`conn.image.${action.replace('-', '_')}(${id}, ${text(operation.tag)})`]
  return null
}

/** The adapter brings the token along, and has the version in its address. */
function adapterLines({ method, url, headers, body }: CurlRequest): string[] | null {
  const place = servicePath(url)
  if (!place || body.kind === 'form') return null
  const own = headers.filter(([name]) => !/^(?:x-auth-token|content-length|host)$/i.test(name))
  const path = place.path + (place.query === '' ? '' : `?${place.query}`)
  const options = [
    ...(own.length === 0
      ? []
      : [`headers={${own.map(([name, value]) => `${text(name)}: ${text(value)}`).join(', ')}}`]),
    ...(body.kind === 'text' ? [`data=${text(body.text)}.encode()`] : []),
    ...(body.kind === 'file' ? [`data=open(${text(body.path)}, "rb")`] : []),
  ]
  const given = [text(path), text(method), ...options].join(', ')
  return [`response = conn.${place.service}.request(${given})`, 'print(response.text)']
}

function text(value: string): string {
  const parts = textParts(value)
  const written = expression(python, parts)
  return parts.length > 1 ? `(${written})` : written
}
