import type {
  AuthScope,
  CloudColour,
  CloudSettings,
  DomainRef,
  EndpointInterface,
} from '../../../shared/model/cloud.ts'
import { cloudSettings } from '../../../shared/model/cloud.ts'

/** The form's own shape: every field a string, so that nothing typed is lost while the kind of user or scope changes. */
export interface CloudForm {
  name: string
  authUrl: string
  userBy: 'name' | 'id'
  userName: string
  userDomain: string
  userId: string
  password: string
  scopeKind: AuthScope['kind']
  projectBy: 'name' | 'id'
  projectName: string
  projectDomain: string
  projectId: string
  domainName: string
  regionName: string
  interface: EndpointInterface
  verifyTls: boolean
  caFile: string
  colour: CloudColour
  isProtected: boolean
}

export type FormField = keyof CloudForm

/** Domains are typed as names; `id:` before one makes it an id, as few operators know their domain's id by heart. */
const idPrefix = 'id:'

export function emptyForm(colour: CloudColour): CloudForm {
  return {
    name: '',
    authUrl: '',
    userBy: 'name',
    userName: '',
    userDomain: 'Default',
    userId: '',
    password: '',
    scopeKind: 'project',
    projectBy: 'name',
    projectName: '',
    projectDomain: 'Default',
    projectId: '',
    domainName: 'Default',
    regionName: '',
    interface: 'public',
    verifyTls: true,
    caFile: '',
    colour,
    isProtected: false,
  }
}

export function formOf(settings: CloudSettings): CloudForm {
  const { user, scope } = settings
  const project = scope.kind === 'project' ? scope.project : null
  return {
    ...emptyForm(settings.colour),
    name: settings.name,
    authUrl: settings.authUrl,
    ...('id' in user
      ? { userBy: 'id' as const, userId: user.id }
      : { userName: user.name, userDomain: domainText(user.domain) }),
    scopeKind: scope.kind,
    ...(project && 'id' in project ? { projectBy: 'id' as const, projectId: project.id } : {}),
    ...(project && 'name' in project
      ? { projectName: project.name, projectDomain: domainText(project.domain) }
      : {}),
    ...(scope.kind === 'domain' ? { domainName: domainText(scope.domain) } : {}),
    regionName: settings.regionName ?? '',
    interface: settings.interface,
    verifyTls: settings.verifyTls,
    caFile: settings.caFile ?? '',
    isProtected: settings.isProtected,
  }
}

/** The settings a form stands for, or the fields that keep it from standing for any. */
export function settingsOf(
  form: CloudForm,
): { settings: CloudSettings } | { missing: ReadonlySet<FormField> } {
  const missing = new Set(requiredFields(form).filter((field) => String(form[field]).trim() === ''))
  if (!URL.canParse(form.authUrl.trim()) || !/^https?:/.test(form.authUrl.trim())) missing.add('authUrl')
  if (missing.size > 0) return { missing }

  return {
    settings: cloudSettings.parse({
      name: form.name,
      authUrl: form.authUrl.trim(),
      user:
        form.userBy === 'id'
          ? { id: form.userId.trim() }
          : { name: form.userName.trim(), domain: domainRefOf(form.userDomain) },
      scope: scopeOf(form),
      regionName: form.regionName.trim() || null,
      interface: form.interface,
      verifyTls: form.verifyTls,
      caFile: form.caFile.trim() || null,
      colour: form.colour,
      isProtected: form.isProtected,
    }),
  }
}

function requiredFields(form: CloudForm): FormField[] {
  const user: FormField[] = form.userBy === 'id' ? ['userId'] : ['userName', 'userDomain']
  const project: FormField[] = form.projectBy === 'id' ? ['projectId'] : ['projectName', 'projectDomain']
  const scope: Record<AuthScope['kind'], FormField[]> = {
    default: [],
    unscoped: [],
    project,
    domain: ['domainName'],
  }
  return ['name', 'authUrl', ...user, ...scope[form.scopeKind]]
}

function scopeOf(form: CloudForm): AuthScope {
  switch (form.scopeKind) {
    case 'default':
    case 'unscoped':
      return { kind: form.scopeKind }
    case 'domain':
      return { kind: 'domain', domain: domainRefOf(form.domainName) }
    case 'project':
      return {
        kind: 'project',
        project:
          form.projectBy === 'id'
            ? { id: form.projectId.trim() }
            : { name: form.projectName.trim(), domain: domainRefOf(form.projectDomain) },
      }
  }
}

function domainRefOf(text: string): DomainRef {
  const trimmed = text.trim()
  return trimmed.startsWith(idPrefix) ? { id: trimmed.slice(idPrefix.length).trim() } : { name: trimmed }
}

function domainText(domain: DomainRef): string {
  return 'id' in domain ? `${idPrefix}${domain.id}` : domain.name
}
