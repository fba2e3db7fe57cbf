import { type Answer, Refusal } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'
import { findRoute, type Route } from '../wire/find-route.ts'
import type { Serve } from '../wire/start-loopback-server.ts'
import { rolesOf } from './accounts.ts'
import { describeCatalog, describeProject, describeToken, describeVersion } from './describe.ts'
import { caller, type Identity, isAdmin } from './identity.ts'
import { empty, json, methodNotAllowed, notFound, refuse } from './identity-answers.ts'
import { grantRoutes } from './manage-grants.ts'
import { signIn } from './sign-in.ts'
import type { Token } from './tokens.ts'

/** The part of Keystone's Identity API v3 that signing in to a project takes. */
export function createIdentityService(identity: Identity): Serve {
  return async (call) => {
    const match = findRoute(routes, call.method === 'HEAD' ? 'GET' : call.method, call.path)
    if (match.kind === 'unknown') return notFound()
    if (match.kind === 'other-method') return methodNotAllowed(match.allowed)
    try {
      return await match.route.handle(call, match.params, identity)
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      throw error
    }
  }
}

const routes: readonly Route<Identity>[] = [
  { method: 'GET', pattern: '/', handle: showVersions },
  { method: 'GET', pattern: '/v3', handle: showVersion },
  { method: 'GET', pattern: '/v3/', handle: showVersion },
  { method: 'POST', pattern: '/v3/auth/tokens', handle: createToken },
  { method: 'GET', pattern: '/v3/auth/tokens', handle: showToken },
  { method: 'DELETE', pattern: '/v3/auth/tokens', handle: revokeToken },
  { method: 'GET', pattern: '/v3/auth/catalog', handle: showCatalog },
  { method: 'GET', pattern: '/v3/auth/projects', handle: listProjects },
  { method: 'GET', pattern: '/v3/auth/domains', handle: listDomains },
  ...grantRoutes,
]

function showVersions(call: Call): Answer {
  return json(300, { versions: { values: [describeVersion(call)] } }, [['Location', `${call.origin}/v3/`]])
}

function showVersion(call: Call): Answer {
  return json(200, { version: describeVersion(call) })
}

async function createToken(call: Call, _params: unknown, identity: Identity): Promise<Answer> {
  const token = await signIn(call, identity)
  return answerWithToken(201, token, identity, call)
}

function showToken(call: Call, _params: unknown, identity: Identity): Answer {
  return answerWithToken(200, subject(call, identity, 'validate_token'), identity, call)
}

function revokeToken(call: Call, _params: unknown, identity: Identity): Answer {
  identity.tokens.revoke(subject(call, identity, 'revoke_token').id)
  return empty(204)
}

function showCatalog(call: Call, _params: unknown, identity: Identity): Answer {
  const token = caller(call, identity)
  if (token.scope.kind === 'none') {
    throw refuse(403, 'You are not authorized to perform the requested action.', call)
  }
  return json(200, { catalog: describeCatalog(identity), links: { self: call.origin + call.path } })
}

function listProjects(call: Call, _params: unknown, identity: Identity): Answer {
  const { userId } = caller(call, identity)
  const projects = identity.accounts.projects.filter(
    (project) => rolesOf(identity.accounts, userId, project.id).length > 0,
  )
  return json(200, {
    projects: projects.map((project) => describeProject(project, call)),
    links: links(call),
  })
}

function listDomains(call: Call, _params: unknown, identity: Identity): Answer {
  caller(call, identity)
  return json(200, { domains: [], links: links(call) })
}

function answerWithToken(status: 200 | 201, token: Token, identity: Identity, call: Call): Answer {
  const withCatalog = !call.query.has('nocatalog')
  return json(status, { token: describeToken(token, identity, withCatalog) }, [['X-Subject-Token', token.id]])
}

/** The token a call is about. Only its own user and administrators may ask about it. */
function subject(call: Call, identity: Identity, action: string): Token {
  const asking = caller(call, identity)
  const id = header(call, 'x-subject-token')
  const token = id === null ? null : identity.tokens.find(id)
  if (id !== null && !token) throw refuse(404, 'Could not recognize Fernet token', call)
  if (!token || (token.userId !== asking.userId && !isAdmin(asking, identity.accounts))) {
    throw refuse(403, `You are not authorized to perform the requested action: identity:${action}.`, call)
  }
  return token
}

function links(call: Call) {
  return { next: null, self: call.origin + call.path, previous: null }
}
