import type { CodeRemark, CodeTargetId, WrittenCode } from '../../../../shared/model/code.ts'
import { defaultOptions } from '../../../../shared/model/request-options.ts'
import { type CurlRequest, toCurl } from '../curl/to-curl.ts'
import { codeTargets } from './code-targets.ts'
import { writeOpenstackCommand, writeOpenstackSdk } from './write-openstack.ts'
import { fromEnvironment, writeSnippet } from './write-snippet.ts'
import { textParts } from './named-text.ts'

/**
 * A request as code. What stands as `{{name}}` in it is a variable of the environment there; what the code cannot say,
 * or says otherwise, is in the remarks.
 */
export async function writeCode(request: CurlRequest, target: CodeTargetId): Promise<WrittenCode> {
  const { language } = codeTargets.find(({ id }) => id === target)!
  if (target === 'curl') return { language, code: `${toCurl(request)}\n`, remarks: [] }
  if (target === 'openstack' || target === 'python-openstacksdk') {
    const write = target === 'openstack' ? writeOpenstackCommand : writeOpenstackSdk
    return { language, ...ofOpenstack(write(request), request) }
  }
  const { code, remarks } = await writeSnippet(request, target)
  return { language, code, remarks: [...remarks, ...settingsOf(request)] }
}

function ofOpenstack(
  code: string | null,
  { method, url }: CurlRequest,
): { code: string; remarks: CodeRemark[] } {
  if (code === null) {
    const detail = `${method} ${url.replace(/[?#].*$/, '')}`
    return { code: '', remarks: [{ code: 'call-unknown', detail }] }
  }
  const used = textParts(url).flatMap((part) => ('variable' in part ? [part.variable] : []))
  return { code, remarks: [...new Set(used)].filter((name) => code.includes(name)).map(fromEnvironment) }
}

/** By name what is set otherwise than a new request has it. */
function settingsOf({ options }: CurlRequest): CodeRemark[] {
  const own = Object.entries(options ?? {})
  const usual: Readonly<Record<string, unknown>> = defaultOptions
  return own
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]))
    .map(([detail]) => ({ code: 'setting-left-out', detail }))
}
