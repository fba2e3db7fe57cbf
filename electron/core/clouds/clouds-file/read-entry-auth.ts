import type { AuthScope, DomainRef, UserRef } from '../../../../shared/model/cloud-auth.ts'
import type { CloudEntry } from './cloud-entry.ts'

/** Who signs in. Undefined where something is missing, which the entry then says. */
export function readUser(entry: CloudEntry): UserRef | undefined {
  const id = entry.text('user_id')
  if (id !== null) return { id }
  const name = entry.need('username', 'the user')
  const domain = readDomain(entry, 'user')
  if (domain === null) entry.missing('user_domain_name', 'the domain that the user belongs to')
  return name === null || domain === null ? undefined : { name, domain }
}

/** Project before domain; with neither, the user's default project. */
export function readAuthScope(entry: CloudEntry): AuthScope | undefined {
  const id = entry.text('project_id')
  if (id !== null) return { kind: 'project', project: { id } }
  const name = entry.text('project_name')
  if (name !== null) {
    const domain = readDomain(entry, 'project')
    if (domain !== null) return { kind: 'project', project: { name, domain } }
    entry.missing('project_domain_name', 'the domain that the project belongs to')
    return undefined
  }
  const domain = bareDomain(entry)
  return domain ? { kind: 'domain', domain } : { kind: 'default' }
}

/** A bare `domain_…` stands for both domains where there is a project; otherwise it is the scope itself. */
function readDomain(entry: CloudEntry, whose: 'user' | 'project'): DomainRef | null {
  const isProjectScoped = entry.has('project_id') || entry.has('project_name')
  return (
    domainRef(entry.text(`${whose}_domain_id`), entry.text(`${whose}_domain_name`)) ??
    (isProjectScoped ? bareDomain(entry) : null) ??
    domainRef(entry.firstText('default_domain_id', 'default_domain'), entry.text('default_domain_name'))
  )
}

function bareDomain(entry: CloudEntry): DomainRef | null {
  return domainRef(entry.text('domain_id'), entry.text('domain_name'))
}

function domainRef(id: string | null, name: string | null): DomainRef | null {
  if (id !== null) return { id }
  return name === null ? null : { name }
}
